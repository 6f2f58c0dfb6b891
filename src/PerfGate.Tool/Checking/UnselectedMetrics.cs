using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Checking;

/// <summary>Results of which nothing is compared because their metrics are others than the policy names.</summary>
internal static class UnselectedMetrics
{
    private const int MostNames = 5;

    /// <summary>A sentence that says so; none where something is compared, or where there are no metrics at all.</summary>
    public static IEnumerable<string> Warnings(GatePolicy policy, ResultSet results)
    {
        if (results.Benchmarks.Any(benchmark => benchmark.Metrics.Any(samples => policy.Metrics.Contains(samples.Metric.Name)))) yield break;
        var names = results.Benchmarks
            .SelectMany(benchmark => benchmark.Metrics)
            .Select(samples => samples.Metric.Name)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (names.Count == 0) yield break;
        yield return $"No metric is compared: the results have {Listed(names)}, and gate.metrics in perfgate.json names "
            + $"{Listed([.. policy.Metrics.Order(StringComparer.Ordinal)])}.";
    }

    private static string Listed(List<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(name => SafeText.Name(name))) + (names.Count > MostNames ? ", …" : "");
}
