using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>What fresh launch pairs yielded, by the benchmarks that they were asked for.</summary>
internal sealed class FreshLaunches(FreshPairs fresh, LaunchDesign design)
{
    private readonly ILookup<BenchmarkKey, BenchmarkResult> _was = ById(fresh.Baseline);
    private readonly ILookup<BenchmarkKey, BenchmarkResult> _now = ById(fresh.Current);
    private readonly ILookup<BenchmarkKey, string> _wasFailed = Failures(fresh.Baseline);
    private readonly ILookup<BenchmarkKey, string> _nowFailed = Failures(fresh.Current);

    /// <summary>The pairs of a sampled metric.</summary>
    public LaunchPairs PairsOf(SampledCase sampled) => SidesOf(new BenchmarkKey(sampled.Suite, sampled.Benchmark), sampled.Metric) is var (x, y)
        ? LaunchPairs.Of(x, y, design, 0, int.MaxValue)
        : HasFailed(sampled.Suite, sampled.Benchmark) ? LaunchPairs.Failed : LaunchPairs.None;

    /// <summary>Whether a benchmark was measured without any success: more launches would yield nothing either.</summary>
    public bool HasFailed(string suite, BenchmarkId benchmark)
    {
        var key = new BenchmarkKey(suite, benchmark.Case);
        return _wasFailed.Contains(key) || _nowFailed.Contains(key);
    }

    /// <summary>
    /// A matched benchmark with the fresh launches of its exact metrics behind the others: a count depends neither on the day nor on the
    /// machine.
    /// </summary>
    public BenchmarkPair WithCounts(BenchmarkPair pair)
    {
        var key = pair.Current.Key;
        return new BenchmarkPair(Appended(pair.Baseline, _was[key].FirstOrDefault()), Appended(pair.Current, _now[key].FirstOrDefault()));
    }

    /// <summary>A comparison with what its pairs are made of beside it, or with what kept them from being measured.</summary>
    public MetricComparison Explained(MetricComparison comparison)
    {
        if (SidesOf(comparison.Key, comparison.Metric) is var (x, y))
        {
            return comparison.Estimate is { Pairs: > 0 } ? comparison with { Baseline = x.Summary, Current = y.Summary } : comparison;
        }

        if (comparison is not { Status: ComparisonStatus.Compared, Evidence: Evidence.Undecided, Metric.Kind: MetricKind.Sampled })
            return comparison;
        var key = comparison.Key.Case;
        return _nowFailed[key].FirstOrDefault() is { } failure
                ? comparison with { Status = ComparisonStatus.Failed, Current = null, Estimate = null, Reason = failure, Warnings = [] }
            : _wasFailed[key].FirstOrDefault() is { } ofBase
                ? comparison with { Reason = $"{comparison.Reason} {Unmatched.BaselineFailed(ofBase)}".TrimStart() }
            : comparison;
    }

    private (SideData Baseline, SideData Current)? SidesOf(BenchmarkKey key, Metric metric) =>
        _was[key].FirstOrDefault()?.Find(metric.Name) is { } x && _now[key].FirstOrDefault()?.Find(metric.Name) is { } y
            ? (SideData.Of(x), SideData.Of(y))
            : null;

    private static BenchmarkResult Appended(BenchmarkResult known, BenchmarkResult? fresh)
    {
        if (fresh is null || fresh.Metrics.IsEmpty) return known;
        return known with
        {
            Metrics =
            [
                .. known.Metrics.Select(samples => samples.Metric.Kind == MetricKind.Exact
                    ? samples with { Launches = [.. samples.Launches, .. Counts(samples.Metric)] }
                    : samples),
            ],
        };

        // A launch that did not count leaves an empty entry, so that it is not asked for again.
        IEnumerable<ImmutableArray<double>> Counts(Metric metric)
        {
            var counted = fresh.Find(metric.Name) is { } found && found.Metric == metric ? found.Launches : [];
            return counted.Concat(Enumerable.Repeat(ImmutableArray<double>.Empty, fresh.Launches - counted.Length));
        }
    }

    private static ILookup<BenchmarkKey, BenchmarkResult> ById(ResultSet results) =>
        results.Benchmarks.ToLookup(static benchmark => benchmark.Key);

    // What failed has not said what it ran on.
    private static ILookup<BenchmarkKey, string> Failures(ResultSet results) => results.Benchmarks
        .Where(static benchmark => benchmark.HasFailed)
        .ToLookup(static benchmark => benchmark.Key.Case, static benchmark => benchmark.Failure!);
}
