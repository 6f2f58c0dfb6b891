using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

/// <summary>What a metric becomes that one side does not have, or that there is nothing to compute of.</summary>
public sealed class MetricPairingTests
{
    private static readonly Metric Collections = new("gen0", "", Better.Lower, MetricKind.Sampled);

    [Fact]
    public void A_metric_that_the_baseline_did_not_measure_is_new()
    {
        var now = Benchmark("A", [[100, 101]]) with { Metrics = [Of(Metric.Time, [100, 101]), Of(Metric.Allocated, [64])] };

        var added = Compare(Benchmark("A", [[100, 101]]), now).Single(comparison => comparison.Metric == Metric.Allocated);

        (added.Status, added.Reason).ShouldBe((ComparisonStatus.Added, "The baseline did not measure allocated."));
        added.Current!.Median.ShouldBe(64);
    }

    [Fact]
    public void Of_a_metric_that_stands_twice_the_first_counts()
    {
        var twice = Benchmark("A", [[100, 101]]) with { Metrics = [Of(Metric.Allocated, [64]), Of(Metric.Time, [100, 101]), Of(Metric.Allocated, [65])] };

        Compare(twice, twice).Select(comparison => (comparison.Metric, comparison.Current!.Median))
            .ShouldBe([(Metric.Allocated, 64), (Metric.Time, 100.5)]);
    }

    [Fact]
    public void A_value_that_is_no_number_is_no_value()
    {
        var nothing = Benchmark("A", [[double.NaN]]);
        var some = Benchmark("A", [[100, 101]]);

        Compare(nothing, some).Single().Evidence.ShouldBe(Evidence.Undecided);
        Compare(some, nothing).Single().Status.ShouldBe(ComparisonStatus.Failed);
        Compare(nothing, nothing).Single().Status.ShouldBe(ComparisonStatus.Failed);
    }

    [Fact]
    public void A_metric_that_changed_its_meaning_is_not_compared()
    {
        var was = Benchmark(Id("A"), Metric.Time, [[100, 101]]);
        var now = Benchmark(Id("A"), Metric.Time with { Unit = "s" }, [[100, 101]]);

        var failed = Compare(was, now).Single();

        failed.Status.ShouldBe(ComparisonStatus.Failed);
        failed.Reason!.ShouldContain("in 's'");
        failed.Reason!.ShouldContain("in 'ns'");
    }

    [Theory]
    [InlineData(0, 0, Evidence.Unchanged)]
    [InlineData(0, 5, Evidence.Undecided)]
    [InlineData(5, 0, Evidence.Undecided)]
    public void Collections_that_never_happened_are_a_finding(double was, double now, Evidence evidence) =>
        Compare(Benchmark(Id("A"), Collections, [[was, was]]), Benchmark(Id("A"), Collections, [[now, now]])).Single()
            .Evidence.ShouldBe(evidence);

    [Theory]
    [InlineData(0, 0.1, Evidence.Unchanged)]
    [InlineData(0.1, 0, Evidence.Unchanged)]
    [InlineData(0, 0, Evidence.Unchanged)]
    [InlineData(0.05, 0.29, Evidence.Unchanged)]
    [InlineData(0, 0.3, Evidence.Undecided)]
    [InlineData(0, -0.1, Evidence.Undecided)]
    public void Times_that_no_clock_resolves_are_alike(double was, double now, Evidence evidence)
    {
        var (before, after) = (Set(Benchmark("A", [was, was, was, was, was])), Set(Benchmark("A", [now, now, now, now, now])));

        var result = Comparer.Compare(before, after, Paired with { Design = LaunchDesign.Lockstep, ScreeningPairs = 1 });

        result.Single().Evidence.ShouldBe(evidence);
        result.Single().Warnings.ShouldContain(warning => warning.Contains("below what a timer resolves", StringComparison.Ordinal));
        result.Requests.IsEmpty.ShouldBe(evidence == Evidence.Unchanged);
    }

    [Fact]
    public void Beside_a_time_next_to_nothing_a_scatter_beyond_all_numbers_clears_nobody()
    {
        const double Most = double.MaxValue, Least = double.Epsilon;
        var was = Benchmark("A", [Most, 100, 1], [0, Least, -1], [1, 1], [Most, Least, -Most], [Least, 100, Most]);
        var now = Benchmark("A", [-Most, -Most, -0.0], [1e-300], [Most], [1, -0.0], [100]);

        Compare(was, now).Single().Evidence.ShouldBe(Evidence.Undecided);
    }

    [Fact]
    public void A_few_times_of_zero_are_none() =>
        Compare(Benchmark("A", [[0, 0]]), Benchmark("A", [[0, 0]])).Single().Evidence.ShouldBe(Evidence.Undecided);

    [Fact]
    public void Another_machine_leaves_times_open_that_no_clock_resolves()
    {
        var file = Set(Benchmark("A", [0, 0, 0, 0, 0]));

        Comparer.Compare(file with { Environment = Machine with { Cpu = "Intel Xeon 8370C" } }, file, Independent)
            .Single().Evidence.ShouldBe(Evidence.Undecided);
    }

    [Fact]
    public void What_only_one_side_has_is_named_by_a_metric_of_it()
    {
        var failed = new BenchmarkResult(Id("A"), "Suite", [], "it threw");
        var counted = Benchmark(Id("B"), Collections, [[3]]);

        var result = Comparer.Compare(Set(counted), Set(failed), Independent).Comparisons;

        result.Select(comparison => (comparison.Status, comparison.Metric)).ShouldBe(
            [(ComparisonStatus.Failed, Metric.Time), (ComparisonStatus.Removed, Collections)]);
        result[0].Reason.ShouldBe("it threw");
    }

    private static ImmutableArray<MetricComparison> Compare(BenchmarkResult was, BenchmarkResult now) =>
        Comparer.Compare(Set(was), Set(now), Independent).Comparisons;
}
