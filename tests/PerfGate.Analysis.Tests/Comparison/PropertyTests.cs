using FsCheck;
using FsCheck.Fluent;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class PropertyTests
{
    private static readonly LaunchDesign[] Designs = [LaunchDesign.Independent, LaunchDesign.Paired, LaunchDesign.Lockstep];

    private static readonly double[] Odd =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, -1,
        double.Epsilon, double.MaxValue, double.MinValue, 1e-300, 1, 100,
    ];

    [Fact]
    public void Swapping_the_sides_mirrors_the_outcome() => Check.QuickThrowOnFailure(Prop.ForAll(Suites(), suite =>
    {
        var there = Comparer.Compare(suite.Was, suite.Now, suite.Options);
        var back = Comparer.Compare(suite.Now, suite.Was, suite.Options);
        return Evidences(there).Select(Mirrored).SequenceEqual(Evidences(back))
            && there.Requests.Select(request => request.Pairs).SequenceEqual(back.Requests.Select(request => request.Pairs));
    }));

    [Fact]
    public void Scaling_all_samples_changes_nothing() => Check.QuickThrowOnFailure(Prop.ForAll(Suites(), suite =>
        new[] { 0.3, 7, 1e6 }.All(factor => Evidences(Comparer.Compare(suite.Was, suite.Now, suite.Options))
            .SequenceEqual(Evidences(Comparer.Compare(Scaled(suite.Was, factor), Scaled(suite.Now, factor), suite.Options))))));

    [Fact]
    public void More_is_better_reads_like_less_is_better_turned_round() => Check.QuickThrowOnFailure(Prop.ForAll(Suites(), suite =>
        Evidences(Comparer.Compare(suite.Was, suite.Now, suite.Options))
            .SequenceEqual(Evidences(Comparer.Compare(Rates(suite.Was), Rates(suite.Now), suite.Options)))));

    [Fact]
    public void The_order_of_benchmarks_and_samples_does_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll(Suites(), suite =>
        suite.Options.Design == LaunchDesign.Lockstep
        || Evidences(Comparer.Compare(suite.Was, suite.Now, suite.Options))
            .SequenceEqual(Evidences(Comparer.Compare(Reversed(suite.Was), Shuffled(suite.Now), suite.Options)))));

    [Fact]
    public void One_more_equal_launch_makes_nothing_worse_that_was_unchanged() => Check.QuickThrowOnFailure(Prop.ForAll(Suites(), suite =>
    {
        var before = Comparer.Compare(suite.Was, suite.Now, suite.Options);
        var twin = Comparer.Compare(WithTwin(suite.Was, suite.Was), WithTwin(suite.Now, suite.Was), suite.Options);
        var repeated = Comparer.Compare(WithTwin(suite.Was, suite.Was), WithTwin(suite.Now, suite.Now), suite.Options);
        return Never(before, twin) && Never(before, repeated);

        static bool Never(ComparisonResult before, ComparisonResult after) => before.Comparisons.Zip(after.Comparisons)
            .All(pair => pair.First.Evidence != Evidence.Unchanged || pair.Second.Evidence is not (Evidence.Worse or Evidence.Improved));
    }));

    [Fact]
    public void Odd_values_never_throw_and_never_pass() => Check.QuickThrowOnFailure(Prop.ForAll(OddLaunches(), launches =>
    {
        foreach (var design in Designs)
        {
            var odd = Set(Benchmark("A", launches[0]));
            var other = Set(Benchmark("A", launches[1]));
            var comparison = Comparer.Compare(odd, other, new ComparisonOptions { Design = design }).Single();
            var positive = Math.Min(Positive(launches[0]), Positive(launches[1]));
            // What no clock resolves is told by times of zero too.
            if (launches.All(IsUnresolved)) continue;
            if (comparison.Evidence == Evidence.Unchanged && positive < (design == LaunchDesign.Independent ? 5 : 2)) return false;
        }

        return true;
    }));

    [Theory]
    [InlineData(LaunchDesign.Independent)]
    [InlineData(LaunchDesign.Paired)]
    [InlineData(LaunchDesign.Lockstep)]
    public void A_million_samples_are_compared_and_one_sample_is_not_enough(LaunchDesign design)
    {
        var options = new ComparisonOptions { Design = design };
        var many = Set(Benchmark("A", Launches(new Random(1), 1000, 1, 0, 0.01, 1_000_000)));
        var one = Set(Benchmark("A", [1000]));

        Comparer.Compare(many, many, options).Comparisons.ShouldHaveSingleItem();
        Comparer.Compare(one, one, options).Single().Evidence.ShouldBe(Evidence.Undecided);
        Comparer.Compare(many, one, options).Single().Evidence.ShouldBe(Evidence.Undecided);
    }

    private static Evidence Mirrored(Evidence evidence) => evidence switch
    {
        Evidence.Worse => Evidence.Improved,
        Evidence.Improved => Evidence.Worse,
        _ => evidence,
    };

    private static IEnumerable<Evidence> Evidences(ComparisonResult result) => result.Comparisons.Select(comparison => comparison.Evidence);

    private static bool IsUnresolved(double[][] launches) =>
        SideData.Of(Of(Metric.Time, launches)).Summary is { Median: >= 0 and < SampledCase.SmallestNanoseconds };

    private static int Positive(double[][] launches) => launches.Sum(launch => launch.Count(value => double.IsFinite(value) && value > 0));

    private static ResultSet Scaled(ResultSet set, double factor) => Map(set, launch => [.. launch.Select(value => value * factor)]);

    private static ResultSet Rates(ResultSet set) =>
        Map(set, launch => [.. launch.Select(value => 1e9 / value)], Metric.Time with { Unit = "op/s", Better = Better.Higher });

    private static ResultSet Shuffled(ResultSet set) => Map(set, launch => [.. launch.Reverse().OrderBy(value => Math.Sin(value * 1e6))]);

    private static ResultSet Reversed(ResultSet set) => set with { Benchmarks = [.. set.Benchmarks.Reverse()] };

    private static ResultSet WithTwin(ResultSet set, ResultSet source) => set with
    {
        Benchmarks =
        [
            .. set.Benchmarks.Zip(source.Benchmarks, (benchmark, from) => benchmark with
            {
                Metrics = [new MetricSamples(benchmark.Metrics[0].Metric, benchmark.Metrics[0].Launches.Add(from.Metrics[0].Launches[^1]))],
            }),
        ],
    };

    private static ResultSet Map(ResultSet set, Func<IEnumerable<double>, double[]> change, Metric? metric = null) => set with
    {
        Benchmarks =
        [
            .. set.Benchmarks.Select(benchmark => benchmark with
            {
                Metrics = [Of(metric ?? benchmark.Metrics[0].Metric, [.. benchmark.Metrics[0].Launches.Select(launch => change(launch))])],
            }),
        ],
    };

    /// <summary>Suites of all sizes, designs, noises and changes, far above what a clock resolves.</summary>
    private static Arbitrary<Suite> Suites() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from design in Gen.Elements(Designs)
        from benchmarks in Gen.Choose(1, 25)
        from launches in Gen.Choose(1, 22)
        from iterations in Gen.Choose(1, 12)
        from noise in Gen.Elements(0.0, 0.001, 0.02, 0.2)
        from change in Gen.Elements(0.0, 0.03, 0.09, 0.3, 1.5)
        select Suite.Of(seed, design, benchmarks, launches, iterations, noise, change));

    private static Arbitrary<double[][][]> OddLaunches() => Arb.From(
        Gen.ArrayOf(Gen.ArrayOf(Gen.ArrayOf(Gen.Elements(Odd), 3), 5), 2).Where(sides => sides.All(side => side.Length > 0)));

    private sealed record Suite(ResultSet Was, ResultSet Now, ComparisonOptions Options)
    {
        public static Suite Of(int seed, LaunchDesign design, int benchmarks, int launches, int iterations, double noise, double change)
        {
            var random = new Random(seed);
            var was = new List<BenchmarkResult>();
            var now = new List<BenchmarkResult>();
            for (var i = 0; i < benchmarks; i++)
            {
                var level = 1000 * Math.Exp(5 * random.NextDouble());
                var factor = random.Next(3) switch { 0 => 1 + change, 1 => 1 / (1 + change), _ => 1.0 };
                was.Add(Benchmark($"B{i:00}", Launches(random, level, launches, noise, noise / 2, iterations)));
                now.Add(Benchmark($"B{i:00}", Launches(random, level * factor, launches, noise, noise / 2, iterations)));
            }

            return new Suite(Set([.. was]), Set([.. now]), new ComparisonOptions { Design = design });
        }
    }
}
