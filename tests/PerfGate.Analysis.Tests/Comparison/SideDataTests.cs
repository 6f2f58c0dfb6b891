using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class SideDataTests
{
    private static readonly SideData Mixed = SideData.Of(Of(
        Metric.Time,
        [0, 0, 100],
        [0, 100, double.NaN, 400, 200],
        [double.NaN],
        [50, 200]));

    [Fact]
    public void A_launch_without_a_positive_median_has_no_level()
    {
        Mixed.Levels.ShouldBe([double.NaN, (Math.Log(100) + Math.Log(200)) / 2, double.NaN, (Math.Log(50) + Math.Log(200)) / 2]);
        Enumerable.Range(0, 4).Select(Mixed.HasLevel).ShouldBe([false, true, false, true]);
        Mixed.LevelCount.ShouldBe(2);
    }

    [Fact]
    public void Of_more_where_more_is_better_the_level_is_the_lower() =>
        SideData.Of(Of(Metric.Time with { Better = Better.Higher }, [100])).Levels.ShouldBe([-Math.Log(100)]);

    [Fact]
    public void Values_count_by_what_they_are_of_use_for()
    {
        (Mixed.Usable, Mixed.NotPositive, Mixed.NotFinite).ShouldBe((5, 3, 2));
        Mixed.Summary.ShouldBe(new SideSummary(100, 1050.0 / 9, 9, 4));
    }

    [Fact]
    public void Of_launches_without_a_level_no_value_is_of_use()
    {
        int[] values = [.. new[] { 0, 1, 2, 3, 4, 5 }.Select(Mixed.ValuesOf)];

        values.ShouldBe([0, 0, 4, 4, 6, 6]);
    }

    [Fact]
    public void Levels_and_residuals_are_in_order()
    {
        var (levels, residuals) = (new double[Mixed.LevelCount], new double[Mixed.Usable]);
        Mixed.TakeLevels(levels);
        Mixed.TakeResiduals(residuals);

        levels.ShouldBe([Math.Log(100), Math.Log(20_000) / 2], 1e-12);
        residuals.ShouldBe([-Math.Log(2), -Math.Log(2) / 2, Math.Log(2) / 2, Math.Log(2), 1.5 * Math.Log(2)], 1e-12);
    }

    [Fact] // pi / 2 * var(log(c(100, 200, 400))) / 4, as the zero counts and has no logarithm
    public void The_median_of_a_launch_varies_by_its_iterations() =>
        Mixed.MedianVariance(1).ShouldBe(Math.PI / 2 * Math.Log(2) * Math.Log(2) / 4, 1e-12);
}
