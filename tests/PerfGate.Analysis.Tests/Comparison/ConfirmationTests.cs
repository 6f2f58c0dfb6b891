using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class ConfirmationTests
{
    // +12.7 % with a standard error of 2.6 %: 4.5 errors from nothing, 3.8 from what is of no interest.
    private static readonly double[] Clear = [0.05, 0.19, 0.05, 0.19, 0.05, 0.19, 0.05, 0.19];

    // +25 %, of which a pair is off by 11 %.
    private static readonly double[] Scattered = [0.09, 0.36, 0.19, 0.26];

    [Theory]
    [InlineData(1, Evidence.Worse)]
    [InlineData(100, Evidence.Undecided)]
    public void Suspects_share_the_error_rate(int suspects, Evidence evidence)
    {
        var decision = Decide(Paired with { Looks = [8] }, suspects, Clear);

        decision.Evidence.ShouldBe(evidence);
        decision.Pairs.ShouldBe(8);
    }

    [Fact]
    public void Nobody_is_given_up_whom_the_pairs_that_there_are_would_convict()
    {
        // With three degrees of freedom the bound lies 11 standard errors away, with fifteen 3.9.
        Decide(Paired, 30, Scattered).MorePairs.ShouldBe(4);

        Decide(Paired, 30, [.. Scattered, .. Scattered, .. Scattered, .. Scattered]).Evidence.ShouldBe(Evidence.Worse);
    }

    [Fact]
    public void A_suspect_that_twice_the_pairs_would_leave_open_is_given_up()
    {
        var decision = Decide(Paired, 30, [.. Scattered.Select(value => 0.225 + (5 * (value - 0.225)))]);

        decision.Evidence.ShouldBe(Evidence.Undecided);
        decision.MorePairs.ShouldBe(0);
    }

    [Fact]
    public void The_number_of_pairs_that_would_decide_is_that_with_which_they_do()
    {
        // Of 5 %, a suspect of 30 has 1 / 600. qt(1 / 600, 5) * 0.1133 / sqrt(6) is 0.24, qt(1 / 600, 6) * 0.1133 / sqrt(7) is 0.20,
        // and 0.225 is 0.205 above the 2 % that are of no interest.
        Decide(Paired with { Looks = [4] }, 30, Scattered).Reason!.ShouldEndWith("about 3 more pairs would decide.");
    }

    private static Decision Decide(ComparisonOptions options, int suspects, double[] differences)
    {
        var side = SideData.Of(Of(Metric.Time, [100, 101, 102]));
        return new Confirmation(options, suspects, VariancePrior.None).Decide(
            SampledCase.Of(Id("A"), "Suite", side, side, options),
            new Screening(null, 0, 0, 0),
            new LaunchPairs(differences, 0, differences.Length));
    }
}
