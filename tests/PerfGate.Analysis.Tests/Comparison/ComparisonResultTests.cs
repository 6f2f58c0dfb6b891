using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class ComparisonResultTests
{
    private static readonly EnvironmentComparison Alike = new(Machine, Machine, Comparable: true, []);

    [Fact]
    public void Comparisons_are_put_in_order_of_benchmark_and_metric()
    {
        var (first, second, third) = (Of("A", Metric.Allocated), Of("A", Metric.Time), Of("B", Metric.Allocated));

        new ComparisonResult(Alike, [third, second, first], []).Ordered().Comparisons.ShouldBe([first, second, third]);
    }

    [Fact]
    public void What_is_in_order_stays_as_it_is()
    {
        var result = new ComparisonResult(Alike, [Of("A", Metric.Allocated), Of("A", Metric.Time)], []);

        result.Ordered().ShouldBeSameAs(result);
    }

    private static MetricComparison Of(string method, Metric metric) => new(
        Id(method), "Suite", metric, ComparisonStatus.Added, Evidence.Undecided, null, null, null, null, []);
}
