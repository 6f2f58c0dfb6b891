using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class PairingTests
{
    private static readonly double[][] Some = [[100, 101, 102]];

    [Fact]
    public void A_benchmark_is_found_by_suite_and_id_before_id_alone()
    {
        var was = Set(Benchmark("A", Some) with { Suite = "One" }, Benchmark("A", Some) with { Suite = "Two" });
        var now = Set(Benchmark("A", Some) with { Suite = "Two" }, Benchmark("A", Some) with { Suite = "One" });

        Statuses(was, now).ShouldBe([("One", ComparisonStatus.Compared), ("Two", ComparisonStatus.Compared)]);
    }

    [Fact]
    public void Suites_in_another_order_keep_their_own()
    {
        var was = Set(Benchmark("A", [[100, 101]]) with { Suite = "One" }, Benchmark("A", [[900, 901]]) with { Suite = "Two" });
        var now = Set([.. was.Benchmarks.Reverse()]);

        Comparer.Compare(was, now, Paired).Comparisons.Select(item => (item.Suite, item.Baseline!.Median, item.Current!.Median))
            .ShouldBe([("One", 100.5, 100.5), ("Two", 900.5, 900.5)]);
    }

    [Fact]
    public void A_project_may_be_renamed() =>
        Statuses(Set(Benchmark("A", Some) with { Suite = "Old" }), Set(Benchmark("A", Some) with { Suite = "New" }))
            .ShouldBe([("New", ComparisonStatus.Compared)]);

    [Theory]
    [InlineData("LaunchCount=3, Server=True", "IterationCount=5, Server=True, WarmupCount=1")]
    [InlineData("Toolchain=InProcessEmitToolchain", "")]
    public void The_shape_of_a_run_may_change(string was, string now) =>
        Statuses(Set(Benchmark(Id("A", was), Metric.Time, Some)), Set(Benchmark(Id("A", now), Metric.Time, Some)))
            .ShouldBe([("Suite", ComparisonStatus.Compared)]);

    [Fact]
    public void What_is_measured_may_not_change() =>
        Statuses(Set(Benchmark(Id("A", "Server=True"), Metric.Time, Some)), Set(Benchmark(Id("A"), Metric.Time, Some)))
            .ShouldBe([("Suite", ComparisonStatus.Added), ("Suite", ComparisonStatus.Removed)]);

    [Fact]
    public void A_shape_that_fits_twice_is_not_guessed() =>
        Statuses(
            Set(Benchmark(Id("A", "LaunchCount=1"), Metric.Time, Some), Benchmark(Id("A", "LaunchCount=2"), Metric.Time, Some)),
            Set(Benchmark(Id("A"), Metric.Time, Some)))
            .Select(entry => entry.Status).Order()
            .ShouldBe([ComparisonStatus.Added, ComparisonStatus.Removed, ComparisonStatus.Removed]);

    [Fact]
    public void Twins_are_reported_once_and_kept_out() =>
        Statuses(Set(Benchmark("A", Some), Benchmark("A", Some), Benchmark("B", Some)), Set(Benchmark("A", Some), Benchmark("B", Some)))
            .ShouldBe([("Suite", ComparisonStatus.Ambiguous), ("Suite", ComparisonStatus.Compared)]);

    [Fact]
    public void Twins_on_both_sides_are_no_pairs() =>
        Statuses(Set(Benchmark("A", Some), Benchmark("A", Some), Benchmark("B", Some)), Set(Benchmark("A", Some), Benchmark("A", Some), Benchmark("B", Some)))
            .ShouldBe([("Suite", ComparisonStatus.Ambiguous), ("Suite", ComparisonStatus.Compared)]);

    [Fact]
    public void A_benchmark_that_fails_now_has_failed_and_one_that_failed_before_stays_open()
    {
        var failed = new BenchmarkResult(Id("A"), "Suite", [], "it threw");

        var broken = Comparer.Compare(Set(Benchmark("A", Some)), Set(failed), Paired).Single();
        var repaired = Comparer.Compare(Set(failed), Set(Benchmark("A", Some)), Paired).Single();

        (broken.Status, broken.Reason).ShouldBe((ComparisonStatus.Failed, "it threw"));
        broken.Baseline!.Median.ShouldBe(101);
        (repaired.Status, repaired.Evidence).ShouldBe((ComparisonStatus.Compared, Evidence.Undecided));
        repaired.Reason!.ShouldContain("it threw");
    }

    [Fact]
    public void A_metric_without_values_now_has_failed()
    {
        var was = new BenchmarkResult(Id("A"), "Suite", [Of(Metric.Time, Some), MetricSamples.FromValue(Metric.Allocated, 64)]);
        var now = new BenchmarkResult(Id("A"), "Suite", [Of(Metric.Time, [double.NaN]), MetricSamples.FromValue(Metric.Gen0, 1)]);

        ByMetric(was, now).ShouldBe(
            [("allocated", ComparisonStatus.Failed), ("gen0", ComparisonStatus.Added), ("time", ComparisonStatus.Failed)]);
    }

    [Fact]
    public void A_metric_in_another_unit_is_not_compared()
    {
        var was = Benchmark(Id("A"), Metric.Time with { Unit = "ms" }, Some);

        ByMetric(was, Benchmark("A", Some)).ShouldBe([("time", ComparisonStatus.Failed)]);
    }

    private static List<(string Suite, ComparisonStatus Status)> Statuses(ResultSet was, ResultSet now) =>
        [.. Comparer.Compare(was, now, Paired).Comparisons.Select(entry => (entry.Suite, entry.Status))];

    private static List<(string Metric, ComparisonStatus Status)> ByMetric(BenchmarkResult was, BenchmarkResult now) =>
        [.. Comparer.Compare(Set(was), Set(now), Paired).Comparisons.Select(entry => (entry.Metric.Name, entry.Status))];
}
