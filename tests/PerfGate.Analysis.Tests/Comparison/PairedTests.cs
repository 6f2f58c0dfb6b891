using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class PairedTests
{
    [Theory]
    [InlineData(LaunchDesign.Paired)]
    [InlineData(LaunchDesign.Lockstep)]
    public void A_slow_benchmark_is_suspected_then_confirmed(LaunchDesign design)
    {
        var laboratory = new Laboratory(20, slow: 3, factor: 1.3);

        var first = laboratory.Compare(design);
        first.Comparisons[3].Evidence.ShouldBe(Evidence.Undecided);
        first.Requests.ShouldContain(request => request.Benchmark.Method == "B03" && request.Pairs == 2);
        var second = laboratory.MeasureAll(design);

        second.Comparisons[3].Evidence.ShouldBe(Evidence.Worse);
        second.Comparisons[3].Estimate!.Ratio.ShouldBe(1.3, 0.05);
        second.Comparisons[3].Estimate!.Pairs.ShouldBe(8);
        second.Comparisons.Count(comparison => comparison.Evidence == Evidence.Unchanged).ShouldBe(19);
        second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void The_loop_of_measuring_ends()
    {
        var laboratory = new Laboratory(12, slow: 3, factor: 1.08, noise: 0.15);

        laboratory.MeasureAll(LaunchDesign.Paired).Comparisons
            .Where(comparison => comparison.Evidence == Evidence.Undecided)
            .ShouldAllBe(comparison => comparison.Reason!.Contains("pairs", StringComparison.Ordinal));
    }

    [Fact]
    public void Invocations_so_long_that_a_launch_holds_four_are_screened_too()
    {
        var random = new Random(4);
        BenchmarkResult[] Side() =>
        [
            .. Enumerable.Range(0, 12).Select(i => Benchmark($"B{i:00}", Launches(random, 1000, 1, 0.001, 0.001, i == 0 ? 4 : 15))),
        ];

        var result = Comparer.Compare(Set(Side()), Set(Side()), Paired with { Design = LaunchDesign.Lockstep, ScreeningPairs = 1 });

        result.Comparisons[0].Evidence.ShouldBe(Evidence.Unchanged);
        result.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_after_the_screen_does_not_change_what_it_said()
    {
        var random = new Random(4);
        BenchmarkResult[] Side(double factor) =>
        [
            .. Enumerable.Range(0, 12).Select(i =>
                Benchmark($"B{i:00}", Launches(random, i == 0 ? 1000 * factor : 1000, i == 0 ? 9 : 1, 0.001, 0.001, i == 0 ? 3 : 15))),
        ];

        // Three values of a launch do not show how it scatters: it is suspect, and its fresh pairs decide.
        var slow = Comparer.Compare(Set(Side(1)), Set(Side(1.3)), Paired with { Design = LaunchDesign.Lockstep, ScreeningPairs = 1 });

        slow.Comparisons[0].Evidence.ShouldBe(Evidence.Worse);
        slow.Comparisons[0].Estimate!.Pairs.ShouldBe(8);
    }

    [Fact]
    public void Where_more_is_better_sentences_have_the_sign_of_the_values()
    {
        var throughput = new Metric("throughput", "op/s", Better.Higher, MetricKind.Sampled);
        var random = new Random(6);
        BenchmarkResult[] Side(double level) =>
            [.. Enumerable.Range(0, 12).Select(i => Benchmark(Id($"B{i:00}"), throughput, Launches(random, i == 0 ? level : 1000, 1, 0.001)))];

        var result = Comparer.Compare(Set(Side(1000)), Set(Side(800)), Paired with { Design = LaunchDesign.Lockstep, ScreeningPairs = 1 });

        result.Comparisons[0].Reason!.ShouldContain("Suspect after screening (−20");
    }

    [Fact]
    public void An_improvement_is_confirmed_like_a_regression()
    {
        var laboratory = new Laboratory(20, slow: 3, factor: 0.7);

        laboratory.MeasureAll(LaunchDesign.Paired).Comparisons[3].Evidence.ShouldBe(Evidence.Improved);
    }

    [Fact]
    public void A_proven_change_below_what_matters_is_unchanged_and_said()
    {
        var random = new Random(2);
        var options = Paired with { ScreeningPairs = 0 };
        var was = Set(Benchmark("A", Launches(random, 1000, 16, 0.001, 0.001)));
        var now = Set(Benchmark("A", Launches(random, 1050, 16, 0.001, 0.001)));

        var comparison = Comparer.Compare(was, now, options).Single();

        comparison.Evidence.ShouldBe(Evidence.Unchanged);
        comparison.Reason!.ShouldContain("+5");
        Comparer.Compare(was, now, options with { SmallestWorsening = (_, _) => 0.04 }).Single().Evidence.ShouldBe(Evidence.Worse);
    }

    [Fact]
    public void A_difference_that_no_clock_resolves_is_no_change()
    {
        var random = new Random(2);
        var options = Paired with { ScreeningPairs = 0 };
        var was = Set(Benchmark("A", Launches(random, 1.0, 16, 0.001, 0.001)));
        var now = Set(Benchmark("A", Launches(random, 1.2, 16, 0.001, 0.001)));

        Comparer.Compare(was, now, options).Single().Evidence.ShouldBe(Evidence.Unchanged);
    }

    [Fact]
    public void Launches_that_never_work_are_not_asked_for_without_end()
    {
        var broken = Enumerable.Repeat(new[] { 0.0, 0.0 }, 40).ToArray();
        var slow = Enumerable.Repeat(new[] { 5.0, 5.0 }, 40).ToArray();

        var result = Comparer.Compare(Set(Benchmark("A", broken)), Set(Benchmark("A", slow)), Paired);

        result.Single().Evidence.ShouldBe(Evidence.Undecided);
        result.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void An_infinite_limit_asks_for_nothing()
    {
        var laboratory = new Laboratory(12, slow: 3, factor: 2);

        laboratory.Compare(LaunchDesign.Paired, double.PositiveInfinity).Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Neighbouring_slices_cancel_noise_that_both_sides_share()
    {
        var random = new Random(11);
        var shared = Launches(random, 1000, 8, 0.05, 0.20, 40);
        var slower = shared.Select(launch => launch.Select(value => value * 1.06).ToArray()).ToArray();
        var options = new ComparisonOptions { Design = LaunchDesign.Lockstep, ScreeningPairs = 0, SmallestWorsening = (_, _) => 0.05 };

        Comparer.Compare(Set(Benchmark("A", shared)), Set(Benchmark("A", slower)), options).Single().Evidence.ShouldBe(Evidence.Worse);
    }

    /// <summary>A machine that measures pairs on demand.</summary>
    private sealed class Laboratory
    {
        private readonly Random _random = new(8);
        private readonly List<double[]>[] _was;
        private readonly List<double[]>[] _now;
        private readonly int _slow;
        private readonly double _factor;
        private readonly double _noise;

        public Laboratory(int benchmarks, int slow, double factor, double noise = 0.01)
        {
            (_slow, _factor, _noise) = (slow, factor, noise);
            _was = [.. Enumerable.Range(0, benchmarks).Select(_ => new List<double[]>())];
            _now = [.. Enumerable.Range(0, benchmarks).Select(_ => new List<double[]>())];
            for (var i = 0; i < benchmarks; i++) Measure(i, 3);
        }

        public ComparisonResult MeasureAll(LaunchDesign design)
        {
            for (var round = 0; round < 10; round++)
            {
                var result = Compare(design);
                if (result.Requests.IsEmpty) return result;
                foreach (var request in result.Requests)
                {
                    Measure(int.Parse(request.Benchmark.Method[1..], System.Globalization.CultureInfo.InvariantCulture), request.Pairs);
                }
            }

            throw new InvalidOperationException("The loop of measuring does not end.");
        }

        public ComparisonResult Compare(LaunchDesign design, double limit = 0.10) => Comparer.Compare(
            Set([.. _was.Select((launches, i) => Benchmark($"B{i:00}", [.. launches]))]),
            Set([.. _now.Select((launches, i) => Benchmark($"B{i:00}", [.. launches]))]),
            new ComparisonOptions { Design = design, SmallestWorsening = (_, _) => limit });

        private void Measure(int benchmark, int pairs)
        {
            _was[benchmark].AddRange(Launches(_random, 1000, pairs, _noise));
            _now[benchmark].AddRange(Launches(_random, benchmark == _slow ? 1000 * _factor : 1000, pairs, _noise));
        }
    }
}
