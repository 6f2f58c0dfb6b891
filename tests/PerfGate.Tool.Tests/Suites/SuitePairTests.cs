using PerfGate.Analysis.Model;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Lockstep;
using PerfGate.Tool.Suites.Progress;
using static PerfGate.Tool.Tests.Suites.SamplePair;

namespace PerfGate.Tool.Tests.Suites;

public sealed class SuitePairTests : IDisposable
{
    private readonly SamplePair _sample = new();
    private readonly Commands.TemporaryFolder _folder = new();

    public void Dispose()
    {
        _sample.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void One_benchmark_that_goes_its_own_way_is_enough_to_need_the_suites_own_program()
    {
        _sample.InLockstep([Case("A")], [Case("A"), Case("B")]).HasOwnWay.ShouldBeFalse();
        _sample.InLockstep([Case("A")], [Case("A"), Case("B", takesTurns: false)]).HasOwnWay.ShouldBeTrue();
        _sample.InLockstep([Case("A", takesTurns: false, hasJobs: true)], [Case("A")]).HasOwnWay.ShouldBeTrue();
    }

    [Fact]
    public void A_whole_launch_has_the_time_of_every_case_on_both_sides()
    {
        var pair = _sample.InLockstep(
            [Case("A"), Case("B", "N=1", takesTurns: false), Case("B", "N=2", takesTurns: false)],
            [Case("A"), Case("B", "N=1", takesTurns: false), Case("B", "N=2", takesTurns: false), Case("B", "N=3", takesTurns: false)]);

        pair.Units(["*"], only: null).Single(unit => !unit.TakesTurns).Announcements.ShouldBe(5);
    }

    [Fact]
    public void What_one_side_alone_has_is_launched_on_that_side_alone()
    {
        var pair = _sample.InLockstep([Case("A")], [Case("A"), Case("New", takesTurns: false)]);

        var whole = pair.Units(["*"], only: null).Single(unit => !unit.TakesTurns);

        pair.Current.Has(whole).ShouldBeTrue();
        pair.Base!.Has(whole).ShouldBeFalse();
    }

    [Fact]
    public void A_benchmark_that_is_gone_is_in_a_shard_also_where_nothing_takes_turns()
    {
        var pair = _sample.ByWholeLaunches([Case("A"), Case("Gone")], [Case("A")]);
        pair.Parts().ShouldBe(["Bench.Work.A", "Bench.Work.Gone"]);

        pair.Keep(new HashSet<string>(StringComparer.Ordinal) { "Bench.Work.Gone" });

        var unit = pair.Units(["*"], only: null).ShouldHaveSingleItem();
        unit.Filter.ShouldBe(["Bench.Work.Gone", "Bench.Work.Gone(*"]);
        pair.Base!.Has(unit).ShouldBeTrue();
        pair.Current.Has(unit).ShouldBeFalse();
        pair.Add(Launch(Case("Gone")), current: null);
        pair.LaunchesOf(unit).ShouldBe(1);
    }

    [Fact]
    public void A_launch_without_a_partner_is_neither_judged_nor_kept()
    {
        var pair = _sample.InLockstep([Case("A")], [Case("A")]);
        pair.Add(Launch(Case("A")), Launch(Case("A")));
        pair.Add(Failed(Case("A")), Launch(Case("A")));

        var (was, now) = pair.Measured();

        was.Benchmarks.ShouldHaveSingleItem().Find("time")!.Launches.Length.ShouldBe(1);
        now.Benchmarks.ShouldHaveSingleItem().Find("time")!.Launches.Length.ShouldBe(1);
        pair.Results().Current.Benchmarks.ShouldHaveSingleItem().Find("time")!.Launches.Length.ShouldBe(1);
        pair.Results().Base!.Warnings.ShouldHaveSingleItem().ShouldContain("failed in 1 of 2 launches (of the base: it failed)");
        pair.Yielded().Values.Sum().ShouldBe(1);
    }

    [Fact]
    public void What_fails_in_one_launch_of_the_current_side_has_failed()
    {
        var pair = _sample.InLockstep([Case("A"), Case("B")], [Case("A"), Case("B")]);
        foreach (var second in new[] { Launch(Case("A"), Case("B")), Failed(Case("A")), Launch(Case("A")) })
            pair.Add(Launch(Case("A"), Case("B")), second);

        var (was, now) = pair.Results();

        now.Benchmarks.Single(benchmark => benchmark.Id.Method == "A").Failure.ShouldBe("it failed");
        now.Benchmarks.Single(benchmark => benchmark.Id.Method == "B").Find("time")!.Launches.Length.ShouldBe(1);
        was!.Benchmarks.Single(benchmark => benchmark.Id.Method == "A").HasFailed.ShouldBeFalse();
        was.Benchmarks.Select(benchmark => benchmark.Id).ShouldBe(now.Benchmarks.Select(benchmark => benchmark.Id), ignoreOrder: true);
        pair.Units(["*"], only: null).ShouldHaveSingleItem().Name.ShouldBe("Work.B");

        var resumed = _sample.InLockstep([Case("A"), Case("B")], [Case("A"), Case("B")]);
        var (keptBase, kept) = pair.Measured();
        resumed.Add(keptBase, kept);
        resumed.Results().Current.Benchmarks.Single(benchmark => benchmark.Id.Method == "A").Failure.ShouldBe("it failed");
        resumed.Units(["*"], only: null).ShouldHaveSingleItem().Name.ShouldBe("Work.B");
    }

    [Fact]
    public void What_fails_in_one_launch_of_a_suite_without_a_base_has_failed()
    {
        var pair = _sample.InLockstep(before: null, [Case("A")]);
        pair.Add(baseline: null, Launch(Case("A")));
        pair.Add(baseline: null, Failed(Case("A")));

        pair.Results().Current.Benchmarks.ShouldHaveSingleItem().Failure.ShouldBe("it failed");
    }

    [Fact]
    public void What_a_whole_launch_leaves_no_result_of_has_failed()
    {
        var pair = _sample.ByWholeLaunches([Case("A"), Case("B")], [Case("A"), Case("B"), Case("C")]);
        var unit = pair.Units(["*"], only: null).ShouldHaveSingleItem();
        pair.Add(Launch(Case("A", "N=1"), Case("B")), Launch(Case("A", "N=1"), Case("B"), Case("C")));

        var lost = pair.WithLost(pair.Base!, unit, Launch(Case("B")));
        lost.Benchmarks.Where(benchmark => benchmark.HasFailed).ShouldHaveSingleItem().Id.ShouldBe(pair.Base!.Launches[0].Benchmarks[0].Id);

        var one = pair.Units(["*"], [Case("C").Id]).ShouldHaveSingleItem();
        pair.WithLost(pair.Current, one, Launch()).Benchmarks.ShouldHaveSingleItem().Id.Method.ShouldBe("C");
        pair.Base!.Has(one).ShouldBeFalse();
    }

    [Fact]
    public void What_both_sides_have_is_known_with_hosts_and_without()
    {
        var inTurn = _sample.InLockstep([Case("A", "N=1"), Case("Gone")], [Case("A", "N=1"), Case("A", "N=2")]);
        inTurn.InBoth().ShouldBe([Case("A", "N=1").Id]);
        inTurn.IsDoubtfulInBase(Case("A", "N=1").Id).ShouldBeFalse();

        var whole = _sample.ByWholeLaunches([Case("A"), Case("Gone")], [Case("A"), Case("B")]);
        whole.InBoth().ShouldBe([Case("A").Id]);
        whole.IsDoubtfulInBase(Case("A", "N=1").Id).ShouldBeTrue();
        whole.IsDoubtfulInBase(Case("A").Id).ShouldBeFalse();
        whole.IsDoubtfulInBase(Case("B", "N=1").Id).ShouldBeFalse("it is not in the base at all");
    }

    [Fact]
    public void A_whole_launch_that_left_nothing_has_failed_and_the_rest_of_the_suite_has_not()
    {
        var own = Case("B", "N=1", takesTurns: false);
        var pair = _sample.InLockstep([Case("A"), own], [Case("A"), own, Case("B", "N=2", takesTurns: false)]);
        pair.Add(Launch(Case("A")), Launch(Case("A")));

        Fail(pair, pair.Units(["*"], only: null).Single(unit => !unit.TakesTurns), "the suite left no results");

        var (was, now) = pair.Results();
        now.Benchmarks.Where(benchmark => benchmark.HasFailed).Select(benchmark => benchmark.Id.FullName)
            .ShouldBe(["Bench.Work.B(N=1)", "Bench.Work.B(N=2)"], ignoreOrder: true);
        now.Benchmarks.Single(benchmark => !benchmark.HasFailed).Id.Method.ShouldBe("A");
        was!.Benchmarks.Single(benchmark => benchmark.HasFailed).Failure.ShouldBe("the suite left no results");
        pair.Yielded().Values.Sum().ShouldBe(1);
    }

    [Fact]
    public void Methods_of_a_lost_launch_are_launched_one_by_one_and_those_that_failed_not_again()
    {
        LockstepCase[] own = [Case("B", takesTurns: false), Case("C", takesTurns: false)];
        var pair = _sample.InLockstep(own, own);
        var both = pair.Units(["*"], only: null).ShouldHaveSingleItem();

        var apart = pair.Apart(both);
        apart.Select(unit => unit.Filter[0]).ShouldBe(["Bench.Work.B", "Bench.Work.C"]);
        pair.Apart(apart[0]).ShouldBeEmpty();
        Fail(pair, apart[0], "it was ended");
        pair.Add(Launch(own[1]), Launch(own[1]));

        pair.LaunchesOf(both).ShouldBe(1);
        pair.Units(["*"], only: null).ShouldHaveSingleItem().Filter.ShouldBe(["Bench.Work.C", "Bench.Work.C(*"]);
    }

    [Fact]
    public void What_only_the_suites_own_program_lists_goes_its_way()
    {
        var current = _sample.ByWholeLaunches([Case("A")], [Case("A"), Case("Elsewhere")]).Current;

        var cases = current.WithListed([Case("A", "N=1"), Case("A", "N=2")]);

        cases.Select(found => (found.Method, found.TakesTurns))
            .ShouldBe([("Bench.Work.A", true), ("Bench.Work.A", true), ("Bench.Work.Elsewhere", false)]);
    }

    [Fact]
    public void A_benchmark_that_was_measured_before_fails_under_the_same_name()
    {
        var own = Case("B", takesTurns: false);
        var pair = _sample.InLockstep([own], [own]);
        pair.Add(Launch(own), Launch(own));

        Fail(pair, pair.Units(["*"], only: null).ShouldHaveSingleItem(), "the suite left no results");

        var (was, now) = pair.Results();
        now.Benchmarks.ShouldHaveSingleItem().Failure.ShouldBe("the suite left no results");
        now.Benchmarks[0].Id.ShouldBe(was!.Benchmarks.ShouldHaveSingleItem().Id);
    }

    [Fact]
    public void What_fails_on_one_side_bears_the_name_that_it_has_on_the_other()
    {
        var pair = _sample.InLockstep([Case("A")], [Case("A")]);

        pair.Add(Failed(Case("A")), Launch(Case("A")));

        var (was, now) = pair.Results();
        was!.Benchmarks.ShouldHaveSingleItem().HasFailed.ShouldBeTrue();
        now.Benchmarks.ShouldHaveSingleItem().HasFailed.ShouldBeFalse();
        was.Benchmarks[0].Id.ShouldBe(now.Benchmarks[0].Id);
    }

    [Fact]
    public void A_suite_that_has_moved_to_another_runtime_is_compared_with_itself()
    {
        var pair = _sample.InLockstep([Case("A")], [Case("A")]);

        pair.Add(Launch(".NET 9.0", Case("A")), Launch(".NET 10.0", Case("A")));

        var (was, now) = pair.Results();
        was!.Benchmarks.ShouldHaveSingleItem().Id.ShouldBe(now.Benchmarks.ShouldHaveSingleItem().Id);
        now.Benchmarks[0].Id.Runtime.ShouldBe(".NET 10.0");
        pair.Yielded().Values.Sum().ShouldBe(1);
    }

    [Fact]
    public void Whole_launches_are_repeated_before_the_first_decision_also_in_a_large_suite_in_lockstep()
    {
        var cases = Enumerable.Range(0, 12).Select(number => Case($"M{number}")).Append(Case("Own", takesTurns: false)).ToArray();

        var measuring = Measuring(_sample.InLockstep(cases, cases));

        measuring.Launches.ShouldBe(new ScreeningLaunches(InTurn: 1, Whole: 3));
        measuring.LaunchesOfAll.ShouldBeGreaterThan(15, "a whole launch costs more than one that takes turns");
        measuring.Facts.Whole.ShouldBe([new WholeLaunchBenchmark(Suite, "Bench.Work.Own")]);
    }

    [Fact]
    public void What_the_base_has_is_asked_of_the_base_itself()
    {
        var pair = _sample.InLockstep([Case("A", "N=1")], [Case("A", "N=1"), Case("A", "N=2")]);
        pair.IsInBase(Case("A", "N=1").Id with { Runtime = ".NET 10.0" }).ShouldBeTrue();
        pair.IsInBase(Case("A", "N=2").Id).ShouldBeFalse();

        var whole = _sample.ByWholeLaunches([Case("A")], [Case("A"), Case("B")]);
        whole.IsInBase(Case("A", "N=1").Id).ShouldBeTrue("only methods are known");
        whole.IsInBase(Case("B").Id).ShouldBeFalse();
    }

    [Fact]
    public void What_a_budget_does_not_pay_for_leaves_it_to_smaller_things()
    {
        var budget = new MeasuringBudget(TimeProvider.System, TimeProvider.System.GetTimestamp(), TimeSpan.FromMinutes(1));

        budget.Allows(60).ShouldBeFalse();
        budget.Allows(1).ShouldBeTrue();
        budget.IsSpent.ShouldBeTrue("something was left out");
    }

    [Fact]
    public void Processes_that_a_job_starts_one_after_the_other_are_one_launch()
    {
        var results = Launch(Case("A"));
        var twice = results with
        {
            Benchmarks = [results.Benchmarks[0] with { Metrics = [new MetricSamples(Metric.Time, [[1, 2], [3]])] }],
        };

        PairLauncher.AsOneLaunch(twice)!.Benchmarks[0].Find("time")!.Launches.ShouldHaveSingleItem().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_shard_is_launched_as_often_as_the_whole_suite()
    {
        var cases = Enumerable.Range(0, 12).Select(number => Case($"M{number}")).ToArray();
        var pair = _sample.InLockstep(cases, cases);
        var measuring = Measuring(pair);

        pair.Keep(new HashSet<string>(StringComparer.Ordinal) { "Bench.Work.M3" });

        measuring.Launches.InTurn.ShouldBe(1);
        measuring.Facts.Screening.ShouldBe(1);
    }

    // A whole launch of which neither side left anything.
    private static void Fail(SuitePair pair, LaunchUnit unit, string reason) =>
        pair.Add(pair.Failed(pair.Base!, unit.Methods, reason), pair.Failed(pair.Current, unit.Methods, reason));

    private Measurement Measuring(SuitePair pair)
    {
        var host = new Host(
            TextWriter.Null, TextWriter.Null, new Dictionary<string, string>(StringComparer.Ordinal), _folder.Path, TimeProvider.System);
        var context = CommandContext.Create(host, new CommandLineValues());
        var budget = new MeasuringBudget(TimeProvider.System, TimeProvider.System.GetTimestamp(), time: null);
        return new Measurement(context, [pair], budget, new LogProgress(TextWriter.Null, TimeProvider.System), new Random(1));
    }
}
