using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class DecisionTests
{
    // qt(0.975, 10) and qt(0.95, 10) of R.
    private const double TwoSided = 2.228138852;
    private const double OneSided = 1.812461123;

    [Theory]
    [InlineData(Better.Lower)]
    [InlineData(Better.Higher)]
    public void The_ratios_interval_is_two_sided_and_the_worsenings_bounds_are_one_sided(Better better)
    {
        var metric = Metric.Time with { Better = better };
        var sign = better == Better.Lower ? 1 : -1;

        var change = new Decision(Evidence.Worse, new StudentEstimate(0.2, 0.05, 10), null)
            .ToChange(metric, new StudentReach(ErrorRates.TwoSided), new StudentReach(ErrorRates.OneSided)).ShouldNotBeNull();

        change.Ratio.ShouldBe(Math.Exp(sign * 0.2), 1e-9);
        change.RatioLow.ShouldBe(Math.Exp((sign * 0.2) - (0.05 * TwoSided)), 1e-8);
        change.RatioHigh.ShouldBe(Math.Exp((sign * 0.2) + (0.05 * TwoSided)), 1e-8);
        change.Worsening.ShouldBe(0.2);
        change.WorseningAtLeast.ShouldBe(0.2 - (0.05 * OneSided), 1e-8);
        change.WorseningAtMost.ShouldBe(0.2 + (0.05 * OneSided), 1e-8);
    }
}
