using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Progress;
using static PerfGate.Tool.Tests.Suites.SamplePair;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>A budget that is spent before anything is launched hides nothing that is known without it.</summary>
public sealed class SpentBudgetTests : IDisposable
{
    private readonly SamplePair _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task What_is_gone_is_gone_and_what_was_not_reached_is_undecided()
    {
        var own = Case("Own", takesTurns: false);
        var pair = _sample.InLockstep([Case("A"), Case("Sized", "N=1"), Case("Sized", "N=2"), own], [Case("A"), Case("Sized", "N=1"), own]);

        var result = await MeasureAsync(pair, Compare);

        result.Skipped.Select(skip => skip.Benchmark.FullName)
            .ShouldBe(["Bench.Work.A", "Bench.Work.Sized(N=1)", "Bench.Work.Own"], ignoreOrder: true);
        StatusOf(result, "Sized", "N=2").ShouldBe(ComparisonStatus.Removed);
        StatusOf(result, "A").ShouldBe(ComparisonStatus.Compared);
        result.Comparison.Comparisons.Single(item => item.Benchmark.Method == "A").Evidence.ShouldBe(Evidence.Undecided);
    }

    [Fact]
    public async Task What_has_failed_before_the_budget_was_spent_has_failed()
    {
        var own = Case("Own", takesTurns: false);
        var pair = _sample.InLockstep([Case("A"), own], [Case("A"), own]);
        pair.Add(Failed(own), Failed(own));

        var result = await MeasureAsync(pair, Compare);

        StatusOf(result, "Own").ShouldBe(ComparisonStatus.Failed);
        result.Skipped.ShouldHaveSingleItem().Benchmark.Method.ShouldBe("A");
    }

    [Fact]
    public async Task What_has_failed_in_a_suite_without_a_host_has_failed()
    {
        var pair = _sample.ByWholeLaunches([Case("A"), Case("B")], [Case("A"), Case("B")]);
        pair.Add(Failed(Case("A", "N=1")), Failed(Case("A", "N=1")));

        var result = await MeasureAsync(pair, Compare);

        StatusOf(result, "A", "N=1").ShouldBe(ComparisonStatus.Failed);
        result.Skipped.ShouldHaveSingleItem().Benchmark.Method.ShouldBe("B");
    }

    [Fact]
    public async Task What_yields_nothing_when_it_is_asked_for_is_not_asked_for_again()
    {
        var pair = _sample.InLockstep([Case("A")], [Case("A")]);
        var comparisons = 0;

        var result = await MeasureAsync(pair, (was, now) =>
        {
            comparisons++;
            return Compare(was, now) with { Requests = [new MeasurementRequest(Case("A").Id, Suite, 2, Estimate: null, Metric.Time)] };
        });

        comparisons.ShouldBe(2);
        result.Retested.ShouldBe(0, "nothing was measured again");
    }

    private static ComparisonStatus StatusOf(SideBySideResult result, string method, string parameters = "") =>
        result.Comparison.Comparisons.Single(item => item.Benchmark.Method == method && item.Benchmark.Parameters == parameters).Status;

    private static ComparisonResult Compare(ResultSet before, ResultSet after) =>
        Comparer.Compare(before, after, new ComparisonOptions { Design = LaunchDesign.Lockstep, ScreeningPairs = 1 }) with { Requests = [] };

    private static Task<SideBySideResult> MeasureAsync(SuitePair pair, Func<ResultSet, ResultSet, ComparisonResult> compare)
    {
        var clock = TimeProvider.System;
        var sideBySide = new SideBySide(
            new MeasuringPlan(["*"], ScreeningLaunches.Of(2), compare),
            new MeasuringBudget(clock, clock.GetTimestamp(), TimeSpan.Zero),
            new LogProgress(TextWriter.Null, clock),
            new PairLauncher(new Random(1), clock, TimeSpan.FromMinutes(1), isTimed: true));
        return sideBySide.MeasureAsync([pair], CancellationToken.None);
    }
}
