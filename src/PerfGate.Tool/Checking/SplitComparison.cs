using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>
/// Compares what took turns apart from what was measured by whole launches: how sharp the many in lockstep are says nothing about a few
/// whole launches. Where there is both, each has half of the error rate.
/// </summary>
/// <param name="whole">Benchmarks, without parameters, that are measured by whole launches.</param>
internal sealed class SplitComparison(IEnumerable<WholeLaunchBenchmark> whole)
{
    private readonly HashSet<WholeLaunchBenchmark> _whole = [.. whole];

    /// <summary>One comparison of both parts.</summary>
    /// <param name="before">All results of the base.</param>
    /// <param name="after">All current results.</param>
    /// <param name="compare">Compares a part of a design; it is told how many parts share the error rate.</param>
    public ComparisonResult Compare(
        ResultSet before, ResultSet after, Func<ResultSet, ResultSet, LaunchDesign, int, ComparisonResult> compare)
    {
        var all = before.Benchmarks.AddRange(after.Benchmarks);
        var designs = all.Select(DesignOf).Distinct().Order().ToList();
        var parts = designs.DefaultIfEmpty(LaunchDesign.Lockstep)
            .Select(design => compare(Part(before, design), Part(after, design), design, Math.Max(1, designs.Count)))
            .ToList();
        return new ComparisonResult(
            parts[0].Environment,
            [.. parts.SelectMany(part => part.Comparisons)],
            [.. parts.SelectMany(part => part.Requests)]);
    }

    /// <summary>What was measured in one way.</summary>
    public ResultSet Part(ResultSet results, LaunchDesign design) => results with
    {
        Benchmarks = [.. results.Benchmarks.Where(benchmark => DesignOf(benchmark) == design)],
    };

    private LaunchDesign DesignOf(BenchmarkResult benchmark) =>
        _whole.Contains(new WholeLaunchBenchmark(benchmark.Suite, SuitePair.Listed(benchmark.Id))) ? LaunchDesign.Paired : LaunchDesign.Lockstep;
}
