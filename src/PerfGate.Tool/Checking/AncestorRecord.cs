using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Checking;

/// <summary>
/// Exact metrics against the record of an ancestor. What differs from it may be the work of a commit between it and the base, so that
/// launches of both sides decide, as they do for times.
/// </summary>
internal static class AncestorRecord
{
    /// <summary>The comparison in which fresh launches have the last word about exact metrics, with requests for those that are missing.</summary>
    /// <param name="comparison">The working tree against the record.</param>
    /// <param name="fresh">What was measured of both sides here, in the usual comparison, with what it asks for.</param>
    public static ComparisonResult Settle(ComparisonResult comparison, ComparisonResult fresh)
    {
        var known = fresh.Comparisons
            .Where(item => item is { Metric.Kind: MetricKind.Exact, Status: ComparisonStatus.Compared })
            .ToDictionary(NameOf);
        var wanted = fresh.Requests
            .Where(request => request.Metric.Kind == MetricKind.Exact)
            .ToDictionary(request => request.Key);
        var asked = comparison.Requests.Select(request => request.Key).ToHashSet();
        var requests = comparison.Requests.ToBuilder();
        var settled = ImmutableArray.CreateBuilder<MetricComparison>(comparison.Comparisons.Length);
        foreach (var item in comparison.Comparisons)
        {
            if (!Differs(item))
            {
                settled.Add(item);
                continue;
            }

            if (known.TryGetValue(NameOf(item), out var found))
            {
                settled.Add(found);
                if (wanted.TryGetValue(item.Key, out var more) && asked.Add(item.Key))
                    requests.Add(more);
                continue;
            }

            settled.Add(item with
            {
                Evidence = Evidence.Undecided,
                Reason = "It differs from an ancestor's record; whether the base does too was not measured.",
            });
            if (asked.Add(item.Key))
                requests.Add(new MeasurementRequest(item.Benchmark, item.Suite, 1, item.Estimate, item.Metric));
        }

        return comparison with { Comparisons = settled.ToImmutable(), Requests = requests.ToImmutable() };
    }

    // Beside launches of the base, a record that differs from them leaves values that vary, which is undecided.
    private static bool Differs(MetricComparison item) => item is
    { Metric.Kind: MetricKind.Exact, Status: ComparisonStatus.Compared, Evidence: not Evidence.Unchanged, Estimate: not null };

    private static (BenchmarkKey Benchmark, string Metric) NameOf(MetricComparison item) => (item.Key, item.Metric.Name);
}
