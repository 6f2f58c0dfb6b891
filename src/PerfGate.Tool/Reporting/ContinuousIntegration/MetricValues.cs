using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>A current median, for systems that draw it over time.</summary>
internal sealed record MetricValue(string Suite, string Benchmark, string Metric, string Unit, double Value);

/// <summary>All current medians of a report that are numbers.</summary>
internal static class MetricValues
{
    // Full names: what a series is called must not depend on what else a report holds.
    private const int NameLimit = 400;

    public static IEnumerable<MetricValue> Of(Report report) =>
        from finding in report.Result.Findings
        let comparison = finding.Comparison
        where comparison.Current is { } current && double.IsFinite(current.Median)
        group comparison by (comparison.Suite, Name: comparison.Benchmark.ToString(), comparison.Metric.Name) into same
        let first = same.First()
        select new MetricValue(
            SafeText.Clean(first.Suite, NameLimit),
            SafeText.Clean(same.Key.Name, NameLimit),
            SafeText.Clean(first.Metric.Name, 100),
            SafeText.Clean(first.Metric.Unit, 20),
            first.Current!.Median);
}
