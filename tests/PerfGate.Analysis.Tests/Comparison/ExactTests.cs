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
        comparison.Warnings.ShouldHaveSingleItem().ShouldContain("allocated of the baseline varies");
        Compare(Metric.Allocated, [[10_000], [10_004], [10_000]], [[10_000], [10_000], [10_000]]).Warnings.ShouldBeEmpty("it is tolerated");
    }

    [Fact]
    public void What_is_no_number_is_left_out_and_reported()
    {
        var comparison = Compare(Metric.Allocated, [[double.NaN], [64], [64]], [[64], [64], [64]]);

        (comparison.Evidence, comparison.Baseline!.Count, comparison.Baseline.Median).ShouldBe((Evidence.Unchanged, 2, 64));
        comparison.Warnings.ShouldHaveSingleItem().ShouldBe("Values of the baseline that are no numbers were left out.");
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

    [Fact]
    public void A_growth_that_one_launch_shows_is_worse_and_looked_at_again()
    {
        var result = InPairs([[0]], [[8]]);

        result.Single().Evidence.ShouldBe(Evidence.Worse);
        result.Single().Reason.ShouldBe("Seen in 1 launch; 2 more launch pairs would tell whether it stays.");
        var request = result.Requests.ShouldHaveSingleItem();
        (request.Pairs, request.Metric).ShouldBe((2, Metric.Allocated));
    }

    [Theory]
    [InlineData(new double[] { 0, 0, 0 }, new double[] { 8, 0, 0 }, Evidence.Unchanged)]
    [InlineData(new double[] { 0, 0, 0 }, new double[] { 8, 8, 8 }, Evidence.Worse)]
    [InlineData(new double[] { 0, 0, 8 }, new double[] { 16, 16, 24 }, Evidence.Worse)]
    [InlineData(new double[] { 0, 8, 0 }, new double[] { 8, 8, 0 }, Evidence.Undecided)] // as equal code does that counts at random
    [InlineData(new double[] { 8, 8, 0 }, new double[] { 0, 8, 0 }, Evidence.Undecided)]
    public void Three_launches_a_side_have_the_last_word(double[] was, double[] now, Evidence evidence)
    {
        var result = InPairs([.. was.Select(value => new[] { value })], [.. now.Select(value => new[] { value })]);

        result.Single().Evidence.ShouldBe(evidence);
        result.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Of_many_launches_one_that_counts_differently_changes_nothing()
    {
        double[][] was = [.. Enumerable.Repeat(new double[] { 64 }, 10)];
        double[][] now = [.. Enumerable.Repeat(new double[] { 96 }, 9), [64]];

        InPairs(was, now).Single().Evidence.ShouldBe(Evidence.Worse);
    }

    [Fact]
    public void What_no_severity_names_is_not_looked_at_again() => InPairs([[1000]], [[1050]]).Requests.ShouldBeEmpty();

    [Fact]
    public void A_count_that_further_launches_do_not_yield_is_not_asked_for_without_end()
    {
        var times = Of(Metric.Time, [100, 101, 102], [100, 101, 102], [100, 101, 102]);
        BenchmarkResult Side(double bytes) => new(Id("A"), "Suite", [times, Of(Metric.Allocated, [bytes])]);

        var result = Comparer.Compare(Set(Side(0)), Set(Side(8)), Paired);

        result.Comparisons.Single(item => item.Metric == Metric.Allocated).Evidence.ShouldBe(Evidence.Worse);
        result.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Fresh_launches_count_beside_those_of_a_stored_baseline()
    {
        var (was, now) = (Set(Benchmark(Id("A"), Metric.Allocated, [0])), Set(Benchmark(Id("A"), Metric.Allocated, [8])));

        Comparer.Compare(was, now, FreshPairs.None, Paired).Requests.ShouldHaveSingleItem().Pairs.ShouldBe(2);
        var equal = Compare(new FreshPairs(Counts(0, 8), Counts(0, 0)));
        var slower = Compare(new FreshPairs(Counts(0, 0), Counts(8, 8)));
        var without = Compare(new FreshPairs(Set(Benchmark("A", [100], [100])), Set(Benchmark("A", [100], [100]))));
        var failed = Compare(new FreshPairs(Set(), Set(new BenchmarkResult(Id("A") with { Runtime = "" }, "Suite", [], "no port"))));

        (equal.Single().Evidence, equal.Single().Current!.Launches).ShouldBe((Evidence.Unchanged, 3));
        new[] { slower, without, failed }.ShouldAllBe(result => result.Single().Evidence == Evidence.Worse);
        new[] { equal, slower, without, failed }.ShouldAllBe(result => result.Requests.IsEmpty);

        ComparisonResult Compare(FreshPairs fresh) => Comparer.Compare(was, now, fresh, Paired);

        static ResultSet Counts(params double[] bytes) => Set(Benchmark(Id("A"), Metric.Allocated, [.. bytes.Select(value => new[] { value })]));
    }

    private static ComparisonResult InPairs(double[][] was, double[][] now) => Comparer.Compare(
        Set(Benchmark(Id("A"), Metric.Allocated, was)),
        Set(Benchmark(Id("A"), Metric.Allocated, now)),
        Paired with { Design = LaunchDesign.Lockstep });

    private static MetricComparison Compare(Metric metric, double[][] was, double[][] now) => Comparer
        .Compare(
            Set(Benchmark(Id("A"), metric, was)),
            Set(Benchmark(Id("A"), metric, now)),
            Independent with { ExactTolerance = (_, _) => 0.01 })
        .Single();
}
