using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class ExactTests
{
    private static readonly Metric Throughput = new("ops", "op/s", Better.Higher, MetricKind.Exact);

    [Theory]
    [InlineData(100, 100, Evidence.Unchanged, 1)]
    [InlineData(0, 0, Evidence.Unchanged, 1)]
    [InlineData(0, 24, Evidence.Worse, double.PositiveInfinity)]
    [InlineData(24, 0, Evidence.Improved, 0)]
    [InlineData(100, 101, Evidence.Unchanged, 1.01)]
    [InlineData(100, 102, Evidence.Worse, 1.02)]
    [InlineData(100, 98, Evidence.Improved, 0.98)]
    public void Values_decide_with_a_tolerance(double was, double now, Evidence evidence, double ratio)
    {
        var comparison = Compare(Metric.Allocated, [[was]], [[now]]);

        comparison.Evidence.ShouldBe(evidence);
        comparison.Estimate!.Ratio.ShouldBe(ratio);
        comparison.Estimate.PValue.ShouldBeNull();
    }

    [Theory]
    [InlineData(100, 50, Evidence.Worse)]
    [InlineData(0, 50, Evidence.Improved)]
    [InlineData(50, 0, Evidence.Worse)]
    public void More_can_be_better(double was, double now, Evidence evidence) =>
        Compare(Throughput, [[was]], [[now]]).Evidence.ShouldBe(evidence);

    [Fact]
    public void Values_that_vary_are_compared_by_their_median_and_reported()
    {
        var comparison = Compare(Metric.Allocated, [[64], [64], [72]], [[64], [64], [64]]);

        comparison.Evidence.ShouldBe(Evidence.Unchanged);
        comparison.Warnings.ShouldHaveSingleItem().ShouldContain("vary");
    }

    [Fact]
    public void A_negative_count_is_no_measurement() =>
        Compare(Metric.Allocated, [[64]], [[-1]]).Status.ShouldBe(ComparisonStatus.Failed);

    [Fact]
    public void Another_machine_does_not_keep_counts_from_being_compared()
    {
        var was = Set(Benchmark(Id("A"), Metric.Allocated, [64])) with { Environment = Machine with { Cpu = "Intel Xeon 8370C" } };

        Comparer.Compare(was, Set(Benchmark(Id("A"), Metric.Allocated, [96])), Independent).Single().Evidence.ShouldBe(Evidence.Worse);
    }

    private static MetricComparison Compare(Metric metric, double[][] was, double[][] now) => Comparer
        .Compare(
            Set(Benchmark(Id("A"), metric, was)),
            Set(Benchmark(Id("A"), metric, now)),
            Independent with { ExactTolerance = (_, _) => 0.01 })
        .Single();
}
