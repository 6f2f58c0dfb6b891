using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

/// <summary>BenchmarkDotNet's own <c>--filter</c> globs for given benchmarks.</summary>
internal static class BenchmarkFilter
{
    /// <summary>
    /// One or two globs a method: its name alone, and its name with parameters behind it. All cases of a method run together, because
    /// BenchmarkDotNet shortens long parameters in names.
    /// </summary>
    public static IReadOnlyList<string> For(IEnumerable<BenchmarkId> benchmarks) =>
    [
        .. benchmarks
            .GroupBy(benchmark => (benchmark with { Parameters = "", Job = "", Runtime = "" }).FullName, StringComparer.Ordinal)
            .SelectMany(method => method.Any(benchmark => benchmark.Parameters.Length > 0) ? [$"{method.Key}(*"] : new[] { method.Key })
            .Order(StringComparer.Ordinal),
    ];
}
