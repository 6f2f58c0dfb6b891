using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Entries for benchmarks and metrics for which there is nothing to compare.</summary>
internal static class Unmatched
{
    public static MetricComparison[] Of(Pairing pairing) =>
    [
        .. pairing.Added.Select(static benchmark => benchmark.HasFailed
            ? Entry(benchmark, MainMetric(benchmark), ComparisonStatus.Failed, benchmark.Failure)
            : Entry(
                benchmark,
                MainMetric(benchmark),
                ComparisonStatus.Added,
                "The baseline does not have this benchmark.",
                current: MainSamples(benchmark))),
        .. pairing.Removed.Select(static benchmark => Entry(
            benchmark,
            MainMetric(benchmark),
            ComparisonStatus.Removed,
            "The current results do not have this benchmark.",
            MainSamples(benchmark))),
        .. pairing.Ambiguous.Select(static benchmark => Entry(
            benchmark, MainMetric(benchmark), ComparisonStatus.Ambiguous, "Several results on one side have this suite and id.")),
    ];

    /// <summary>
    /// A matched benchmark of which at least one side failed. Where it is the baseline the benchmark is not new: whether it got slower stays
    /// open.
    /// </summary>
    public static MetricComparison Failed(BenchmarkResult baseline, BenchmarkResult current) => current.HasFailed
        ? Entry(current, MainMetric(baseline), ComparisonStatus.Failed, current.Failure, MainSamples(baseline))
        : Entry(
            current,
            MainMetric(current),
            ComparisonStatus.Compared,
            BaselineFailed(baseline.Failure!),
            null,
            MainSamples(current));

    /// <summary>Why a question stays open that only the current side has answered.</summary>
    public static string BaselineFailed(string failure) => $"The baseline's run of it failed: {failure}";

    public static MetricComparison Entry(
        BenchmarkResult benchmark,
        Metric metric,
        ComparisonStatus status,
        string? reason,
        MetricSamples? baseline = null,
        MetricSamples? current = null) => new(
            benchmark.Id,
            benchmark.Suite,
            metric,
            status,
            Evidence.Undecided,
            Summary(baseline),
            Summary(current),
            null,
            reason,
            []);

    private static SideSummary? Summary(MetricSamples? samples) => samples is null ? null : SideData.Of(samples).Summary;

    private static MetricSamples? MainSamples(BenchmarkResult benchmark) =>
        benchmark.Find(Metric.Time.Name) ?? benchmark.Metrics.FirstOrDefault();

    private static Metric MainMetric(BenchmarkResult benchmark) => MainSamples(benchmark)?.Metric ?? Metric.Time;
}
