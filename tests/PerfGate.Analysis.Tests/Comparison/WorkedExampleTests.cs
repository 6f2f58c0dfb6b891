using PerfGate.Analysis.Comparison;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

/// <summary>The worked example of docs/statistics.md; who changes one changes the other.</summary>
public sealed class WorkedExampleTests
{
    private static readonly double[] Was = [1000, 1021, 985, 1004, 992, 1013, 998, 1007, 989, 1016, 1001];
    private static readonly double[] Now = [1150, 1142, 1147, 1139, 1151, 1160, 1128, 1155, 1146, 1149, 1137];

    [Fact]
    public void Three_pairs_make_it_suspect()
    {
        var result = Compare(3);

        result.Single().Evidence.ShouldBe(Evidence.Undecided);
        result.Single().Reason.ShouldBe("Suspect after screening (+15 %); 2 more launch pairs would be the first look at it.");
        result.Requests.ShouldHaveSingleItem().Pairs.ShouldBe(2);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void The_first_looks_may_only_clear_it_and_do_not(int launches) =>
        Compare(launches).Single().Evidence.ShouldBe(Evidence.Undecided);

    [Fact]
    public void Eight_fresh_pairs_confirm_it()
    {
        var comparison = Compare(11).Single();
        var estimate = comparison.Estimate!;

        comparison.Evidence.ShouldBe(Evidence.Worse);
        comparison.Reason.ShouldBe("Confirmed by 8 fresh launch pairs.");
        (Math.Exp(estimate.Worsening) - 1).ShouldBe(0.141, 0.001);
        (Math.Exp(estimate.WorseningAtLeast) - 1).ShouldBe(0.130, 0.001);
        (Math.Exp(estimate.WorseningAtMost) - 1).ShouldBe(0.152, 0.001);
        estimate.DetectionLimit!.Value.ShouldBe(0.040, 0.001);
    }

    private static ComparisonResult Compare(int launches) => Comparer.Compare(
        Set(Benchmark("Parse", [.. Was.Take(launches).Select(value => new[] { value })])),
        Set(Benchmark("Parse", [.. Now.Take(launches).Select(value => new[] { value })])),
        Paired with { Design = LaunchDesign.Lockstep });
}
