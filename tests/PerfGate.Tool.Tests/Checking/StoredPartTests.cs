using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Lockstep;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Git;
using PerfGate.Tool.Tests.Suites;
using static PerfGate.Tool.Tests.Suites.SamplePair;

namespace PerfGate.Tool.Tests.Checking;

/// <summary>A stored base has everything; a check may be about a part of it, or come to a part only.</summary>
public sealed class StoredPartTests : IDisposable
{
    private static readonly BenchmarkId Sized = new("Shop", "Cart+Line", "Total", "N=100, Mode=Fast", "", ".NET 10.0");

    private readonly SamplePair _sample = new();

    public void Dispose() => _sample.Dispose();

    [Theory]
    [InlineData("*", true)]
    [InlineData("*total*", true)]
    [InlineData("Shop.Cart.Line.Total", true)]
    [InlineData("Shop.Cart+Line.Total", true)]
    [InlineData("Shop.C?rt*", true)]
    [InlineData("*(N: 100, Mode: Fast)", true)]
    [InlineData("*N=100*", true)]
    [InlineData("Total", false)]
    [InlineData("*Tota", false)]
    [InlineData("*N: 10,*", false)]
    public void A_filter_selects_as_that_of_BenchmarkDotNet_does(string glob, bool selects)
    {
        BenchmarkFilter.Selects(["NoSuchType*", glob], Sized).ShouldBe(selects);
        BenchmarkFilter.SelectsAll([glob]).ShouldBe(glob == "*");
    }

    [Fact]
    public void What_was_not_asked_for_is_left_out_of_the_base()
    {
        var stored = new ResultSet(
            new Provenance(),
            new HostEnvironment(),
            [Result("Bench", "A"), Result("Bench", "GoneA"), Result("Bench", "B"), Result("Other", "A"), Result("", "C")],
            []);
        var suites = new HashSet<string>(StringComparer.Ordinal) { "Bench" };
        var measured = stored with { Benchmarks = [Result("Bench", "A"), Result("Bench", "C")] };

        Methods(new StoredPart(["*"]).Of(stored, measured)).ShouldBe(["A", "GoneA", "B", "A", "C"]);
        Methods(new StoredPart(["*"], suites).Of(stored, measured)).ShouldBe(["A", "GoneA", "B", "C"]);
        Methods(new StoredPart(["*a"], suites).Of(stored, measured)).ShouldBe(["A", "GoneA", "C"]);
        Methods(new StoredPart(["*B"]).Of(stored)).ShouldBe(["B"]);
    }

    [Fact]
    public async Task Without_any_record_nothing_is_measured_by_itself()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();

        var (screen, explanation) = await ScreenAsync(sandbox, commit, "*", _ => throw new InvalidOperationException("It was measured."));

        screen.ShouldBeNull();
        explanation.ShouldContain("no baseline");
    }

    [Fact]
    public async Task A_screen_holds_the_part_that_was_measured_against_the_same_part_and_tells_what_it_left()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var recorded = SampleResults.Create(Suite, "Parse");
        recorded = recorded with { Benchmarks = [.. recorded.Benchmarks, SampleResults.Benchmark(Suite, "Write")] };
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync(commit, recorded, CancellationToken.None);
        var skipped = new SkippedBenchmark(Suite, new BenchmarkId("Contoso.Benchmarks", "Parsing", "ParseAll"), "The budget was spent.");
        var failed = new FailedSuite("Other", ErrorCode.SuiteFailed, "it left no results", [], "Other.log");

        var measured = Measured(SampleResults.Create(Suite, "Parse")) with { Failures = [failed], Skipped = [skipped] };
        var (screen, _) = await ScreenAsync(sandbox, commit, "*.Parse*", _ => measured, CaseOf("Parse"));

        var found = screen.ShouldNotBeNull();
        Methods(found.Baseline).ShouldBe(["Parse"]);
        found.Skipped.ShouldBe([skipped]);
        found.Failures.ShouldBe([failed]);
    }

    [Fact]
    public async Task A_record_of_an_ancestor_is_held_against_what_the_base_itself_has()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var recorded = SampleResults.Create(Suite, "Parse");
        recorded = recorded with { Benchmarks = [.. recorded.Benchmarks, SampleResults.Benchmark(Suite, "Removed")] };
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync(commit, recorded, CancellationToken.None);
        var current = SampleResults.Create(Suite, "Parse");

        var (screen, _) = await ScreenAsync(sandbox, commit, "*", _ => Measured(current), CaseOf("Parse"));
        Methods(screen.ShouldNotBeNull().Baseline).ShouldBe(["Parse"], "the base has removed the other one before");

        current = current with { Benchmarks = [.. current.Benchmarks, SampleResults.Benchmark(Suite, "Later")] };
        var (none, why) = await ScreenAsync(sandbox, commit, "*", _ => Measured(current), CaseOf("Parse"), CaseOf("Later"));
        none.ShouldBeNull();
        why.ShouldContain("It lacks Parsing.Later");

        var (isNew, _) = await ScreenAsync(sandbox, commit, "*", _ => Measured(current), CaseOf("Parse"));
        isNew.ShouldNotBeNull();

        current = SampleResults.Create(Suite, "Parse");
        (none, why) = await ScreenAsync(sandbox, commit, "*", _ => Measured(current), CaseOf("Parse"), CaseOf("Gone"));
        none.ShouldBeNull("what was added after the record and is gone now would vanish");
        why.ShouldContain("It lacks Parsing.Gone");
    }

    [Fact]
    public async Task Where_only_methods_are_known_a_case_that_an_ancestor_had_is_held_against_nobody()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var recorded = SampleResults.Create(Suite, "Parse");
        var other = recorded.Benchmarks[0] with { Id = recorded.Benchmarks[0].Id with { Parameters = "N=200" } };
        recorded = recorded with { Benchmarks = [.. recorded.Benchmarks, other] };
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync(commit, recorded, CancellationToken.None);
        var current = Measured(SampleResults.Create(Suite, "Parse"));

        var (own, _) = await ScreenWholeAsync(sandbox, commit, current);
        own.ShouldNotBeNull("the record is the base's own: it had the case").Baseline.Benchmarks.Length.ShouldBe(2);

        var (none, why) = await ScreenWholeAsync(sandbox, await sandbox.CommitAsync("next.cs", "next"), current);
        none.ShouldBeNull();
        why.ShouldContain("Parse(N=200)");
    }

    [Fact]
    public async Task What_failed_when_it_was_recorded_is_measured_on_both_sides()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var both = SampleResults.Create(Suite, "Parse");
        both = both with { Benchmarks = [.. both.Benchmarks, SampleResults.Benchmark(Suite, "Write")] };
        var recorded = both with { Benchmarks = [both.Benchmarks[0] with { Metrics = [], Failure = "it threw" }, both.Benchmarks[1]] };
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync(commit, recorded, CancellationToken.None);

        var (screen, why) = await ScreenAsync(sandbox, commit, "*", _ => Measured(both), CaseOf("Parse"), CaseOf("Write"));

        screen.ShouldBeNull("a benchmark that was never measured cannot have got slower");
        why.ShouldContain("It lacks Parsing.Parse");
    }

    private static SideBySideResult Measured(ResultSet current) => new(
        current, current, StoredScreening.Nothing(current, current), Retested: 0, new MeasuringCourse(), [], []);

    // A case of the base that has the name of a recorded benchmark.
    private static LockstepCase CaseOf(string method)
    {
        var id = SampleResults.Benchmark(Suite, method).Id.Case;
        return new LockstepCase(id.FullName, SuitePair.Listed(id), id, TakesTurns: true, HasJobs: false);
    }

    private async Task<(StoredScreen? Screen, string Explanation)> ScreenAsync(
        GitSandbox sandbox, string commit, string filter, Func<MeasuringPlan, SideBySideResult> measure, params LockstepCase[] ofBase) =>
        await ScreenAsync(sandbox, commit, filter, measure, _sample.InLockstep(ofBase, [Case("A")]));

    private Task<(StoredScreen? Screen, string Explanation)> ScreenWholeAsync(GitSandbox sandbox, string commit, SideBySideResult measured)
    {
        var parse = CaseOf("Parse");
        return ScreenAsync(sandbox, commit, "*", _ => measured, _sample.ByWholeLaunches([parse], [parse]));
    }

    private static async Task<(StoredScreen? Screen, string Explanation)> ScreenAsync(
        GitSandbox sandbox, string commit, string filter, Func<MeasuringPlan, SideBySideResult> measure, SuitePair pair)
    {
        var host = new Host(
            TextWriter.Null, TextWriter.Null, new Dictionary<string, string>(StringComparer.Ordinal), sandbox.Path, TimeProvider.System);
        var context = CommandContext.Create(host, new CommandLineValues { Filter = [filter] });
        return await StoredScreening.MeasureAsync(
            context, await sandbox.OpenAsync(), commit, [pair], (plan, _) => Task.FromResult(measure(plan)), CancellationToken.None);
    }

    private static BenchmarkResult Result(string suite, string method) =>
        new(new BenchmarkId("Shop", "Cart", method), suite, [MetricSamples.FromValue(Metric.Time, 100)]);

    private static IEnumerable<string> Methods(ResultSet results) => results.Benchmarks.Select(benchmark => benchmark.Id.Method);
}
