using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class ConfirmationTests
{
    // +12.7 % with a standard error of 2.6 %: 4.5 errors from nothing, 3.8 from what is of no interest.
    private static readonly double[] Clear = [0.05, 0.19, 0.05, 0.19, 0.05, 0.19, 0.05, 0.19];

    [Theory]
    [InlineData(1, Evidence.Worse)]
    [InlineData(100, Evidence.Undecided)]
    public void Suspects_share_the_error_rate(int suspects, Evidence evidence)
    {
        var options = Paired with { Looks = [8] };
        var side = SideData.Of(Of(Metric.Time, [100, 101, 102]));
        var sampled = SampledCase.Of(Id("A"), "Suite", side, side, options);

        var decision = new Confirmation(options, suspects, VariancePrior.None)
            .Decide(sampled, new Screening(null, 0, 0, 0), new LaunchPairs(Clear, 0, Clear.Length));

        decision.Evidence.ShouldBe(evidence);
        decision.Pairs.ShouldBe(8);
    }
}
