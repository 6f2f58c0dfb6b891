using PerfGate.Analysis.Comparison;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class ChangeTests
{
    [Theory]
    [InlineData(1.142, "+14.2 %")]
    [InlineData(0.858, "−14.2 %")]
    [InlineData(1.0, "±0.0 %")]
    [InlineData(0.9999, "±0.0 %")]
    [InlineData(1.0007, "+0.1 %")]
    [InlineData(2.5, "+150 %")]
    [InlineData(9.99, "+899 %")]
    [InlineData(10, "10×")]
    [InlineData(12.9, "12×")]
    [InlineData(2e7, "2.0e+7×")]
    [InlineData(0.0, "−100 %")]
    [InlineData(0.00001, "−99.9 %")]
    [InlineData(double.PositiveInfinity, "new")]
    [InlineData(double.NaN, "?")]
    [InlineData(-0.5, "?")]
    public void A_ratio_reads_as_people_say_it(double ratio, string expected) =>
        Change.Text(Estimate(ratio, ratio, ratio)).ShouldBe(expected);

    [Theory]
    [InlineData(1.11, 1.17, "[+11 %, +17 %]")]
    [InlineData(0.953, 1.31, "[−4.7 %, +31 %]")]
    [InlineData(8, 12, "[+700 %, 12×]")]
    [InlineData(0, double.PositiveInfinity, "[−100 %, ∞]")]
    [InlineData(1.2, 1.2, "")]
    [InlineData(double.NaN, 1.2, "")]
    [InlineData(1.2, double.NaN, "")]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, "")]
    public void An_interval_is_shown_where_it_says_more_than_the_change(double low, double high, string expected) =>
        Change.Interval(Estimate(1.1, low, high)).ShouldBe(expected);

    [Fact]
    public void Nothing_is_shown_where_nothing_was_estimated()
    {
        Change.Text(null).ShouldBe("");
        Change.Interval(null).ShouldBe("");
    }

    private static ChangeEstimate Estimate(double ratio, double low, double high) => new(ratio, low, high, null, 0, 0, 0);
}
