using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Takes the metrics of matched benchmarks apart: what is settled at once, and what needs statistics.</summary>
internal sealed class MetricPairing(EnvironmentComparison environment, ComparisonOptions options)
{
    /// <summary>Values a side from which on a time that no clock resolves is no accident.</summary>
    private const int FewestValues = 5;

    /// <summary>
    /// One entry a benchmark and metric, in the order of the benchmarks and of the metrics' names; null where it needs statistics.
    /// </summary>
    public List<MetricComparison?> Comparisons { get; } = [];

    /// <summary>What needs statistics, in the same places; null where all is settled.</summary>
    public List<SampledCase?> Cases { get; } = [];

    /// <summary>Launches that would say whether a count that is settled as worse stays so.</summary>
    public List<MeasurementRequest> Requests { get; } = [];

    /// <summary>Sorts the metrics of a benchmark.</summary>
    /// <param name="baseline">The baseline's results of it.</param>
    /// <param name="current">The current results of it.</param>
    /// <param name="canAsk">Whether it can be measured again.</param>
    public void Sort(BenchmarkResult baseline, BenchmarkResult current, bool canAsk)
    {
        if (baseline.HasFailed || current.HasFailed)
        {
            Settle(Unmatched.Failed(baseline, current));
            return;
        }

        var launches = canAsk ? Math.Min(baseline.Launches, current.Launches) : int.MaxValue;
        ReadOnlySpan<MetricSamples> before = ByName(baseline.Metrics), after = ByName(current.Metrics);
        while (!before.IsEmpty || !after.IsEmpty)
        {
            var order = before.IsEmpty ? 1 : after.IsEmpty ? -1 : string.CompareOrdinal(before[0].Metric.Name, after[0].Metric.Name);
            Sort(current, order <= 0 ? before[0] : null, order >= 0 ? after[0] : null, launches);
            if (order <= 0) before = Behind(before);
            if (order >= 0) after = Behind(after);
        }
    }

    private void Sort(BenchmarkResult current, MetricSamples? was, MetricSamples? now, int launches)
    {
        if (Missing(current, was, now) is { } missing) Settle(missing);
        else if (now!.Metric.Kind == MetricKind.Exact) Settle(Exact(current, was!, now, launches));
        else Sampled(current, SideData.Of(was!), SideData.Of(now));
    }

    private void Settle(MetricComparison comparison)
    {
        Comparisons.Add(comparison);
        Cases.Add(null);
    }

    /// <summary>
    /// In the order of the names, and of several of one name in that of the results: of very many metrics none is looked for among the others.
    /// </summary>
    private static ReadOnlySpan<MetricSamples> ByName(ImmutableArray<MetricSamples> metrics)
    {
        for (var i = 1; i < metrics.Length; i++)
        {
            if (string.CompareOrdinal(metrics[i - 1].Metric.Name, metrics[i].Metric.Name) <= 0) continue;
            return metrics.Length == 2
                ? new[] { metrics[1], metrics[0] }
                : metrics.OrderBy(static samples => samples.Metric.Name, StringComparer.Ordinal).ToArray();
        }

        return metrics.AsSpan();
    }

    /// <summary>What follows the first metric. Of several with its name that one counts.</summary>
    private static ReadOnlySpan<MetricSamples> Behind(ReadOnlySpan<MetricSamples> metrics)
    {
        var next = 1;
        while (next < metrics.Length && metrics[next].Metric.Name == metrics[0].Metric.Name) next++;
        return metrics[next..];
    }

    private static MetricComparison? Missing(BenchmarkResult current, MetricSamples? was, MetricSamples? now)
    {
        var metric = (now ?? was)!.Metric;
        if (was is not null && now is not null && was.Metric != now.Metric)
        {
            var mismatch = $"The baseline has {metric.Name} as {Form(was.Metric)}, the current results as {Form(metric)}.";
            return Unmatched.Entry(current, metric, ComparisonStatus.Failed, mismatch, was, now);
        }

        if (!HasValues(now))
        {
            return HasValues(was) || now is not null
                ? Unmatched.Entry(
                    current, metric, ComparisonStatus.Failed, $"The current results have no value of {metric.Name}.", was, now)
                : Unmatched.Entry(current, metric, ComparisonStatus.Removed, $"Neither side has a value of {metric.Name}.", was);
        }

        if (HasValues(was)) return null;
        return was is null
            ? Unmatched.Entry(current, metric, ComparisonStatus.Added, $"The baseline did not measure {metric.Name}.", current: now)
            : Unmatched.Entry(current, metric, ComparisonStatus.Compared, $"The baseline has no value of {metric.Name}.", current: now);
    }

    private MetricComparison Exact(BenchmarkResult current, MetricSamples was, MetricSamples now, int launches)
    {
        var metric = now.Metric;
        var before = ExactRule.Finite(was, was.Count <= Descriptive.MostOnStack ? stackalloc double[was.Count] : new double[was.Count]);
        var after = ExactRule.Finite(now, now.Count <= Descriptive.MostOnStack ? stackalloc double[now.Count] : new double[now.Count]);
        var baseline = SideSummary.Of(before, was.Launches.Length)!;
        var summary = SideSummary.Of(after, now.Launches.Length)!;
        if (baseline.Median < 0 || summary.Median < 0)
        {
            return Unmatched.Entry(
                current, metric, ComparisonStatus.Failed, $"A negative {metric.Name} makes no sense.", was, now);
        }

        var tolerance = options.ExactTolerance(current.Id, metric);
        var (evidence, estimate, reason) = ExactRule.Decide(before, after, metric, tolerance);
        var more = ExactRule.EnoughLaunches - launches;
        if (evidence == Evidence.Worse && more > 0 && ExactRule.Matters(estimate, options.SmallestWorsening(current.Id, metric)))
        {
            reason = $"Seen in {Words.Count(launches, "launch")}; {Words.Count(more, "more launch pair")} would tell whether it stays.";
            Requests.Add(new MeasurementRequest(current.Id, current.Suite, more, estimate, metric));
        }

        var doubts = new List<string>();
        ExactRule.AddDoubts(doubts, was, before, "the baseline", tolerance);
        ExactRule.AddDoubts(doubts, now, after, "the current side", tolerance);

        // A count does not depend on the machine, and is compared.
        if (!environment.Comparable) doubts.Add("The baseline is from another environment; only exact metrics are compared with it.");
        return new MetricComparison(
            current.Id,
            current.Suite,
            metric,
            ComparisonStatus.Compared,
            evidence,
            baseline,
            summary,
            estimate,
            reason,
            [.. doubts]);
    }

    private void Sampled(BenchmarkResult current, SideData was, SideData now)
    {
        if (Alike(was, now) is not var (estimate, reason))
        {
            Comparisons.Add(null);
            Cases.Add(SampledCase.Of(current.Id, current.Suite, was, now, options));
            return;
        }

        var doubts = new List<string>();
        DataDoubts.AddTo(doubts, was, "the baseline", withShape: false);
        DataDoubts.AddTo(doubts, now, "the current side", withShape: false);
        Settle(new MetricComparison(
            current.Id,
            current.Suite,
            now.Samples.Metric,
            ComparisonStatus.Compared,
            Evidence.Unchanged,
            was.Summary,
            now.Summary,
            estimate,
            reason,
            [.. doubts]));
    }

    /// <summary>Why two sides are alike without any ratio; null where a ratio has to tell.</summary>
    private (ChangeEstimate? Estimate, string Reason)? Alike(SideData was, SideData now)
    {
        var metric = now.Samples.Metric;
        if (metric.Better != Better.Lower) return null;
        if (SampledCase.InNanoseconds(metric, was) is not { } before || SampledCase.InNanoseconds(metric, now) is not { } after)
        {
            // Collections that never happened are a finding.
            return was.Summary!.Mean == 0 && now.Summary!.Mean == 0 ? (new ChangeEstimate(1, 1, 1, null, 0, 0, 0), "Zero on both sides.") : null;
        }

        // Of such times there is often no ratio, and where there is one it says nothing.
        return IsUnresolved(before, was) && IsUnresolved(after, now) && (environment.Comparable || options.Design != LaunchDesign.Independent)
            ? (null, "Both times are below what any clock resolves.")
            : null;
    }

    private static bool IsUnresolved(double nanoseconds, SideData side) =>
        nanoseconds is >= 0 and < SampledCase.SmallestNanoseconds && side.Summary!.Count >= FewestValues;

    private static bool HasValues(MetricSamples? samples)
    {
        if (samples is null) return false;
        for (var i = 0; i < samples.Launches.Length; i++)
        {
            var launch = samples.Launches[i];
            for (var k = 0; k < launch.Length; k++)
            {
                if (double.IsFinite(launch[k])) return true;
            }
        }

        return false;
    }

    private static string Form(Metric metric) => $"{metric.Kind} in '{metric.Unit}', {metric.Better} is better";
}
