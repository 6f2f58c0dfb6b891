using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Two result sets, compared.</summary>
/// <param name="Environment">Whether the environments allow a comparison of times.</param>
/// <param name="Comparisons">One entry a benchmark and metric, sorted by suite, benchmark and metric.</param>
/// <param name="Requests">
/// What should be measured again before the rest can be decided; empty when all is decided or the looks are used up.
/// </param>
/// <exception cref="ArgumentException">The comparisons were never set.</exception>
public sealed record ComparisonResult(
    EnvironmentComparison Environment,
    ImmutableArray<MetricComparison> Comparisons,
    ImmutableArray<MeasurementRequest> Requests)
{
    /// <summary>One entry a benchmark and metric.</summary>
    public ImmutableArray<MetricComparison> Comparisons { get; init => field = Require.Set(value, nameof(Comparisons)); } =
        Require.Set(Comparisons, nameof(Comparisons));

    private static readonly Comparer<MetricComparison> Order = Comparer<MetricComparison>.Create(static (x, y) =>
    {
        var order = BenchmarkKey.Compare(x.Suite, x.Benchmark, y.Suite, y.Benchmark);
        return order == 0 ? string.CompareOrdinal(x.Metric.Name, y.Metric.Name) : order;
    });

    /// <summary>The same, with its comparisons in order.</summary>
    /// <returns>This result, where they already are.</returns>
    public ComparisonResult Ordered()
    {
        for (var i = 1; i < Comparisons.Length; i++)
        {
            if (Order.Compare(Comparisons[i - 1], Comparisons[i]) > 0) return this with { Comparisons = [.. Comparisons.Order(Order)] };
        }

        return this;
    }
}
