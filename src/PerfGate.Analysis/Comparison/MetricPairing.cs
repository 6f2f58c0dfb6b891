using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Takes the metrics of a matched benchmark apart: what is settled at once, and what needs statistics.</summary>
internal static class MetricPairing
{
    public static void Sort(
        BenchmarkResult baseline,
        BenchmarkResult current,
        EnvironmentComparison environment,
        ComparisonOptions options,
        List<MetricComparison> settled,
        List<SampledCase> cases)
    {
        if (baseline.HasFailed || current.HasFailed)
        {
            settled.Add(Unmatched.Failed(baseline, current));
            return;
        }

        var before = ByName(baseline);
        var after = ByName(current);
        foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var was = before.GetValueOrDefault(name);
            var now = after.GetValueOrDefault(name);
            if (Missing(current, was, now) is { } missing) settled.Add(missing);
            else if (now!.Metric.Kind == MetricKind.Exact) settled.Add(Exact(current, was!, now, environment, options));
            else Sampled(current, SideData.Of(was!), SideData.Of(now), options, settled, cases);
        }
    }

    // Some exports have hundreds of metrics.
    private static Dictionary<string, MetricSamples> ByName(BenchmarkResult result) => result.Metrics
        .DistinctBy(static samples => samples.Metric.Name, StringComparer.Ordinal)
        .ToDictionary(static samples => samples.Metric.Name, StringComparer.Ordinal);

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

    private static MetricComparison Exact(
        BenchmarkResult current, MetricSamples was, MetricSamples now, EnvironmentComparison environment, ComparisonOptions options)
    {
        var metric = now.Metric;
        var baseline = SideData.Of(was).Summary!;
        var summary = SideData.Of(now).Summary!;
        if (baseline.Median < 0 || summary.Median < 0)
        {
            return Unmatched.Entry(current, metric, ComparisonStatus.Failed, $"A negative {metric.Name} makes no sense.", was, now);
        }

        var (evidence, estimate, reason) = ExactRule.Decide(baseline, summary, metric, options.ExactTolerance(current.Id, metric));
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
            [.. ExactRule.Doubts(was, "the baseline"), .. ExactRule.Doubts(now, "the current side"), .. ExactRule.Doubts(environment)]);
    }

    private static void Sampled(
        BenchmarkResult current,
        SideData was,
        SideData now,
        ComparisonOptions options,
        List<MetricComparison> settled,
        List<SampledCase> cases)
    {
        var metric = now.Samples.Metric;
        // Collections that never happened are a finding; a time of zero is none.
        if (metric.Better == Better.Lower
            && SampledCase.InNanoseconds(metric, now) is null
            && was.Summary!.Mean == 0
            && now.Summary!.Mean == 0)
        {
            var nothing = new ChangeEstimate(1, 1, 1, null, 0, 0, 0);
            settled.Add(new MetricComparison(
                current.Id,
                current.Suite,
                metric,
                ComparisonStatus.Compared,
                Evidence.Unchanged,
                was.Summary,
                now.Summary,
                nothing,
                "Zero on both sides.",
                []));
            return;
        }

        cases.Add(SampledCase.Of(current.Id, current.Suite, was, now, options));
    }

    private static bool HasValues(MetricSamples? samples) => samples is not null && samples.Values.Any(double.IsFinite);

    private static string Form(Metric metric) => $"{metric.Kind} in '{metric.Unit}', {metric.Better} is better";
}
