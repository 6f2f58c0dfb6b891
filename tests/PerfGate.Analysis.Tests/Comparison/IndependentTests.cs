using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class IndependentTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(30, 1)]
    [InlineData(1, 3)]
    [InlineData(30, 3)]
    public void A_file_compared_with_itself_has_no_changes(int benchmarks, int launches)
    {
        var random = new Random(3);
        var file = Set([.. Enumerable.Range(0, benchmarks).Select(i => Benchmark($"B{i}", Launches(random, 1000, launches, 0.02)))]);

        Comparer.Compare(file, file, Independent).Comparisons.ShouldAllBe(comparison => comparison.Evidence == Evidence.Unchanged);
    }

    [Fact]
    public void A_single_value_compared_with_itself_stays_open() =>
        Comparer.Compare(Set(Benchmark("A", [100])), Set(Benchmark("A", [100])), Independent)
            .Single().Evidence.ShouldBe(Evidence.Undecided);

    [Fact]
    public void One_launch_a_side_does_not_prove_a_third_more()
    {
        var comparison = Compare(1, 1.35);

        comparison.Evidence.ShouldBe(Evidence.Undecided);
        comparison.Reason!.ShouldContain("would settle it");
        comparison.Warnings.ShouldContain(warning => warning.Contains("Few launches", StringComparison.Ordinal));
    }

    [Fact]
    public void One_launch_a_side_proves_a_factor_of_four() => Compare(1, 4).Evidence.ShouldBe(Evidence.Worse);

    [Fact]
    public void Three_launches_a_side_prove_a_half_more() => Compare(3, 1.5).Evidence.ShouldBe(Evidence.Worse);

    [Fact]
    public void A_time_next_to_nothing_does_not_make_every_other_time_equal()
    {
        double[] nothing = [.. Enumerable.Repeat(double.Epsilon, 5)];
        double[] something = [.. Enumerable.Repeat(1000.0, 5)];

        Comparer.Compare(Set(Benchmark("A", nothing, nothing, nothing)), Set(Benchmark("A", something, something, something)), Independent)
            .Single().Evidence.ShouldBe(Evidence.Worse);
    }

    [Fact]
    public void A_launch_of_no_use_changes_nothing_about_the_others()
    {
        double[] before = [100, 101, 102, 100, 101], after = [120, 121, 122, 120, 121], zeros = [0, 0, 0];
        ChangeEstimate? Estimate(params double[][] was) =>
            Comparer.Compare(Set(Benchmark("A", was)), Set(Benchmark("A", after)), Independent).Single().Estimate;

        Estimate(zeros, before).ShouldBe(Estimate(before));
        Estimate(before, zeros).ShouldBe(Estimate(before));
    }

    [Fact]
    public void Several_launches_of_one_value_each_show_how_they_scatter() =>
        Comparer.Compare(
            Set(Benchmark("A", [100], [101], [102], [100])), Set(Benchmark("A", [1000], [1010], [1020], [1000])), Independent)
            .Single().Evidence.ShouldBe(Evidence.Worse);

    [Fact] // exp(log(1.1) + 0.085 * (qt(0.998, 3) + qt(0.9, 3))) - 1, and with three launches qt(0.95, ..) and a smaller error
    public void Of_few_launches_only_a_large_change_would_be_found()
    {
        double[][] launches = [[100, 101, 102, 101, 100], [100, 102, 101, 100, 101]];
        double Limit(double[][] some) =>
            Comparer.Compare(Set(Benchmark("A", some)), Set(Benchmark("A", some)), Independent).Single().Estimate!.DetectionLimit!.Value;

        Limit(launches).ShouldBe(1.5, 0.1);
        Limit([.. launches, launches[0]]).ShouldBeLessThan(0.5);
    }

    [Fact]
    public void Another_machine_leaves_times_open()
    {
        var random = new Random(5);
        var was = Set(Benchmark("A", Launches(random, 1000, 5, 0.01))) with { Environment = Machine with { Cpu = "Intel Xeon 8370C" } };

        var result = Comparer.Compare(was, Set(Benchmark("A", Launches(random, 5000, 5, 0.01))), Independent);

        result.Single().Evidence.ShouldBe(Evidence.Undecided);
        result.Single().Reason!.ShouldContain("different environments");
        result.Single().Estimate!.DetectionLimit.ShouldBeNull("no slowdown is ever found there");
        result.Environment.Comparable.ShouldBeFalse();
    }

    [Fact]
    public void A_whole_suite_that_moved_is_not_blamed_on_each_benchmark()
    {
        var random = new Random(9);
        var was = Set([.. Enumerable.Range(0, 30).Select(i => Benchmark($"B{i:00}", Launches(random, 1000, 3, 0.005)))]);
        var now = Set([.. Enumerable.Range(0, 30).Select(i => Benchmark($"B{i:00}", Launches(random, 1300, 3, 0.005)))]);

        var comparisons = Comparer.Compare(was, now, Independent).Comparisons;

        comparisons.ShouldAllBe(comparison => comparison.Evidence == Evidence.Undecided);
        comparisons[0].Reason!.ShouldContain("whole suite moved");
    }

    [Fact]
    public void Nothing_is_asked_for_where_nothing_can_be_added() =>
        Comparer.Compare(Set(Benchmark("A", [100, 101, 102])), Set(Benchmark("A", [150, 151, 152])), Independent).Requests.ShouldBeEmpty();

    [Fact]
    public void Another_machine_leaves_times_open_that_are_equal()
    {
        var file = Set(Benchmark("A", Launches(new Random(5), 1000, 5, 0.01)));

        Comparer.Compare(file with { Environment = Machine with { Cpu = "Intel Xeon 8370C" } }, file, Independent)
            .Single().Evidence.ShouldBe(Evidence.Undecided);
    }

    [Theory]
    [InlineData(1.18, Evidence.Undecided)] // 2.9 errors of 2.4 % beyond the limit
    [InlineData(1.35, Evidence.Worse)]
    public void Launches_that_happen_to_agree_do_not_count_as_quieter_than_launches_are(double factor, Evidence evidence) =>
        OneOfTwenty([999, 1000, 1001], factor).Evidence.ShouldBe(evidence);

    [Theory]
    [InlineData(1.285, Evidence.Undecided)] // three errors of 5 % beyond the limit: one in 67 by chance, for each of twenty
    [InlineData(1.6, Evidence.Worse)]
    public void The_benchmarks_of_a_suite_share_the_error_rate(double factor, Evidence evidence) =>
        OneOfTwenty([940, 1000, 1063], factor).Evidence.ShouldBe(evidence);

    /// <summary>The one benchmark of twenty that changed; each has these launches on both sides.</summary>
    private static MetricComparison OneOfTwenty(double[] launches, double factor)
    {
        BenchmarkResult Side(int i, double level) => Benchmark($"B{i:00}", [.. launches.Select(value => new[] { value * level })]);
        return Comparer.Compare(
            Set([.. Enumerable.Range(0, 20).Select(i => Side(i, 1))]),
            Set([.. Enumerable.Range(0, 20).Select(i => Side(i, i == 7 ? factor : 1))]),
            Independent).Comparisons[7];
    }

    private static MetricComparison Compare(int launches, double factor)
    {
        var random = new Random(4);
        var was = Set([.. Enumerable.Range(0, 20).Select(i => Benchmark($"B{i:00}", Launches(random, 1000, launches, 0.01)))]);
        var now = Set(
        [
            .. Enumerable.Range(0, 20)
                .Select(i => Benchmark($"B{i:00}", Launches(random, i == 7 ? 1000 * factor : 1000, launches, 0.01))),
        ]);
        var result = Comparer.Compare(was, now, Independent);
        result.Comparisons.Count(comparison => comparison.Evidence == Evidence.Worse).ShouldBeLessThanOrEqualTo(1);
        return result.Comparisons[7];
    }
}
