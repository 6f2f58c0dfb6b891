using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>A comparison with what a reader has to know about it.</summary>
/// <param name="Comparison">What was compared.</param>
/// <param name="Baseline">Which base, and why that one.</param>
/// <param name="Current">What was held against it.</param>
/// <param name="Measured">How it was measured, one sentence each.</param>
internal sealed record ExplainedComparison(ComparisonResult Comparison, string Baseline, string Current, ImmutableArray<string> Measured)
{
    /// <summary>Timestamp of its start.</summary>
    public long Started { get; init; }

    /// <summary>Suites that could not be measured.</summary>
    public IReadOnlyList<FailedSuite> Failures { get; init; } = [];

    /// <summary>What the results themselves warn of.</summary>
    public ImmutableArray<string> DataWarnings { get; init; } = [];
}
