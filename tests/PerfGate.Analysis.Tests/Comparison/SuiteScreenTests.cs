using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Tests.Comparison;

/// <summary>How much the benchmarks of a suite are taken to differ by more than their own launches say.</summary>
public sealed class SuiteScreenTests
{
    [Theory]
    [InlineData(0.9, 1.0)]
    [InlineData(0.0, 1.5)]
    public void A_suite_of_which_half_lies_within_its_quartiles_has_no_spread_of_its_own(double near, double far) =>
        Widening(near, far).ShouldBe(1);

    [Theory]
    [InlineData(0.9, 5.0)]
    [InlineData(2.0, 3.0)]
    public void A_suite_that_lies_further_apart_is_widened_until_half_does(double near, double far) =>
        Widening(near, far).ShouldBe((near + far) / 2, 0.05);

    /// <summary>How much larger the errors became, where half of a suite lies nearer and half further off, in quartiles of its errors.</summary>
    private static double Widening(double near, double far)
    {
        Shift[] Of(double low, double high) => [.. Enumerable.Range(0, 10).Select(i => new Shift(i % 2 == 0 ? low : high, 1, 1e6))];
        var before = SuiteScreen.Estimate(Of(0, 0), 0, spread: null)[0];
        var quartile = before.Error * PerfolizerAdapter.StudentQuantile(0.25, before.Df);

        var after = SuiteScreen.Estimate(Of(near * quartile, far * quartile), 0, spread: 0.1);

        return after[0].Error / before.Error;
    }
}
