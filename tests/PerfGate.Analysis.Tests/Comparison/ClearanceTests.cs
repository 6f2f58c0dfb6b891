using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

/// <summary>With the limit of 10 % by default, and a bound that is 1.64 standard errors away.</summary>
public sealed class ClearanceTests
{
    private const double ManyDf = 1e6;

    [Theory]
    [InlineData(0.02, 0.04, "")] // at most 8.6 %
    [InlineData(0.04, 0.08, "No sign of a change")] // under half of what matters, and at most 19 %
    [InlineData(0.04, 0.12, null)] // may be 27 %
    [InlineData(0.06, 0.08, null)] // no more than 21 %, but more than half of what matters
    [InlineData(-0.06, 0.08, null)]
    public void An_estimate_under_half_of_what_matters_raises_no_suspicion(double estimate, double error, string? start)
    {
        var reason = Clearance.Of(new StudentEstimate(estimate, error, ManyDf), Sampled());

        if (start is null) reason.ShouldBeNull();
        else if (start.Length == 0) reason.ShouldBe("");
        else reason!.ShouldStartWith(start);
    }

    [Theory]
    [InlineData(-0.15, 0.08, true)]
    [InlineData(-0.15, 0.16, false)] // may be 12 % worse
    [InlineData(-0.25, 0.08, false)] // an improvement so large is worth a look
    public void A_stored_baseline_may_leave_an_improvement_open(double estimate, double error, bool isClear) =>
        (Clearance.ButForImprovements(new StudentEstimate(estimate, error, ManyDf), Sampled()) is not null).ShouldBe(isClear);

    private static SampledCase Sampled()
    {
        var side = SideData.Of(Of(Metric.Time, [100, 101, 102]));
        return SampledCase.Of(Id("A"), "Suite", side, side, Paired);
    }
}
