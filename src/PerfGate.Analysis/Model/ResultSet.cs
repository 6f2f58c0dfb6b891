using System.Collections.Immutable;

namespace PerfGate.Analysis.Model;

/// <summary>Everything one measurement yielded: who was measured, what, how, where and when.</summary>
/// <param name="Provenance">Which state of the sources was measured, and when.</param>
/// <param name="Environment">Where it was measured.</param>
/// <param name="Benchmarks">One entry a benchmark; two entries with equal suite and id cannot be told apart and are ambiguous.</param>
/// <param name="Warnings">What the source of the results found doubtful, one sentence each.</param>
/// <exception cref="ArgumentException">The benchmarks or the warnings were never set.</exception>
public sealed record ResultSet(
    Provenance Provenance,
    HostEnvironment Environment,
    ImmutableArray<BenchmarkResult> Benchmarks,
    ImmutableArray<string> Warnings)
{
    /// <summary>One entry a benchmark.</summary>
    public ImmutableArray<BenchmarkResult> Benchmarks { get; init => field = Require.Set(value, nameof(Benchmarks)); } =
        Require.Set(Benchmarks, nameof(Benchmarks));

    /// <summary>What the source of the results found doubtful.</summary>
    public ImmutableArray<string> Warnings { get; init => field = Require.Set(value, nameof(Warnings)); } =
        Require.Set(Warnings, nameof(Warnings));
}
