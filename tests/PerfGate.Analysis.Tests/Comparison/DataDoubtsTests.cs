using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class DataDoubtsTests
{
    private static readonly double[] Steady = [.. Enumerable.Range(0, 20).Select(i => 100 + (0.1 * (i * 7 % 20)))];

    [Fact]
    public void Of_steady_values_nothing_is_doubtful() => Of(Steady).ShouldBeEmpty();

    [Theory]
    [InlineData(130)]
    [InlineData(70)]
    public void Values_far_above_or_below_the_others_are_outliers(double far) =>
        Of([.. Steady.Select((value, i) => i % 6 == 3 ? far : value)])
            .ShouldHaveSingleItem().ShouldBe("Many outliers in it: 3 values far from the rest of their launch.");

    [Fact]
    public void Some_outliers_are_usual() => Of([.. Steady.Select((value, i) => i is 3 or 11 ? 130 : value)]).ShouldBeEmpty();

    [Fact]
    public void Values_that_fall_within_a_launch_drift() =>
        Of([.. Steady.Select((value, i) => value * (1.2 - (0.01 * i)))])
            .ShouldHaveSingleItem().ShouldBe("Drift in it: −11 % within a launch; warm-up may not have ended.");

    [Fact]
    public void Values_on_two_levels_are_bimodal() =>
        Of([.. Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? 100 : 120) + (0.1 * (i * 7 % 20)))])
            .ShouldHaveSingleItem().ShouldBe("Two levels within the launches of it (bimodal).");

    [Theory]
    [InlineData(Better.Lower)]
    [InlineData(Better.Higher)]
    public void Levels_of_two_launches_are_not_two_levels_within_one(Better better) =>
        Of(Metric.Time with { Better = better }, Steady, [.. Steady.Select(value => 2 * value)]).ShouldBeEmpty();

    [Fact]
    public void What_is_left_out_is_said() =>
        Of([double.NaN, 0, 100, 101, 102]).ShouldBe(
        [
            "Left out of it: 1 value that is no finite number.",
            "Zero or negative in it: 1 value.",
        ]);

    private static List<string> Of(double[] launch) => Of(Metric.Time, launch);

    private static List<string> Of(Metric metric, params double[][] launches)
    {
        var doubts = new List<string>();
        DataDoubts.AddTo(doubts, SideData.Of(Samples.Of(metric, launches)), "it", withShape: true);
        return doubts;
    }
}
