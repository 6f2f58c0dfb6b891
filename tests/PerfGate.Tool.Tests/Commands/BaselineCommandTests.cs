using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Git;
using PerfGate.Tool.Tests.Suites;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>The baseline commands as their users type them.</summary>
public sealed class BaselineCommandTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Results_are_recorded_shared_fetched_listed_and_shown()
    {
        using var shared = await SharedRepository.CreateAsync();
        var (one, two) = (await shared.CloneAsync(), await shared.CloneAsync());
        var results = Save(shared, SampleResults.Create(run: "1") with
        {
            Benchmarks =
            [
                SampleResults.Benchmark("One", "A"),
                SampleResults.Benchmark("Two", "B"),
                SampleResults.Benchmark("Two", "C"),
            ],
        });

        var update = await Cli.RunAsync(
            one.Path, "baseline", "update", "--results", results, "--commit", "HEAD~1", "--push", "--environment", "nightly");
        var fetch = await Cli.RunAsync(two.Path, "baseline", "fetch");
        var list = await Cli.RunAsync(two.Path, "baseline", "list");
        var show = await Cli.RunAsync(two.Path, "baseline", "show", "HEAD~1");
        var verify = await Cli.RunAsync(two.Path, "baseline", "verify");
        var push = await Cli.RunAsync(two.Path, "baseline", "push");

        var commit = (await one.GitAsync("rev-parse", "HEAD~1"))[..10];
        update.Code.ShouldBe(ExitCode.Pass, update.Error);
        update.Out.ShouldContain($"recorded Two: 2 benchmarks for {commit} (nightly, linux, x64, Intel Xeon Platinum 8370C, 4, .NET 10.0)");
        update.Out.ShouldContain("origin has them now");
        fetch.Out.ShouldStartWith("origin's baselines are here");
        list.Out.Split('\n')[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ShouldBe(["commit", "time (UTC)", "from HEAD", "suites", "benchmarks", "environment"]);
        list.Out.Split('\n')[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ShouldBe([commit, "2026-03-04 12:00", "1", "One, Two", "3", "nightly, linux, x64, Intel Xeon Platinum 8370C, 4, .NET 10.0"]);
        show.Out.ShouldContain("Contoso.Benchmarks.Parsing.C(N=100)");
        verify.Out.ShouldBe("2 records of 1 commits are as they should be; 0 problems.\n");
        push.Out.ShouldBe("origin has all of them already.\n");
    }

    [Fact]
    public async Task Records_travel_as_a_file_and_what_is_no_record_stays_behind_with_its_line()
    {
        using var one = await GitSandbox.CreateAsync();
        var commit = await one.CommitAsync();
        await new BaselineStore(await one.OpenAsync(), TimeProvider.System).AddAsync("HEAD", SampleResults.Create(), None);
        using var two = await GitSandbox.CreateAsync();
        var file = Path.Combine(one.Root, "exported ü.ndjson");

        (await Cli.RunAsync(one.Path, "baseline", "export", "HEAD", file)).Out.ShouldBe($"wrote 1 record to {file}\n");
        (await Cli.RunAsync(two.Path, "baseline", "import", file)).ShouldSatisfyAllConditions(
            import => import.Code.ShouldBe(ExitCode.Pass, import.Error), import => import.Out.ShouldBe("imported 1 record of 1 commit\n"));
        (await Cli.RunAsync(two.Path, "baseline", "show", commit)).Out.ShouldContain("Parsing.Run");

        var line = await File.ReadAllTextAsync(file);
        var other = line.Replace("Run", "Ran", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, $"{line}{other}../../etc/passwd\n{{\"format\":2}}\n{line[..50]}\n");
        var bad = await Cli.RunAsync(two.Path, "baseline", "import", file);
        bad.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        bad.Out.ShouldBe("imported 1 record of 1 commit\n");
        bad.Error.ShouldContain($"{file}(2) : error PG3013: record ");
        bad.Error.ShouldContain("its id does not match its bytes");
        bad.Error.ShouldContain("(3) : error PG3013: this is no record, or one that was cut off after 16 bytes: '../../etc/passwd'");
        bad.Error.ShouldContain("(4) : error PG3013: this record was written by a newer PerfGate");
        bad.Error.ShouldContain("(5) : error PG3013: this is no record, or one that was cut off after 50 bytes");

        (await Cli.RunAsync(two.Path, "baseline", "import", "nowhere")).Error.ShouldContain("PG3013");
        (await Cli.RunAsync(one.Path, "baseline", "export", "HEAD", Path.Combine(file, "below a file"))).Error.ShouldContain("PG3014");
        (await Cli.RunAsync(two.Path, "baseline", "export", new string('1', 40), file)).Error.ShouldContain("PG3003");
    }

    [Fact]
    public async Task Pruning_says_what_goes_and_does_it_here_and_on_the_remote()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        var now = TimeProvider.System.GetUtcNow();
        await clone.AddAsync("old", "HEAD~1", now.AddDays(-100));
        await clone.AddAsync("young", at: now.AddDays(-10));
        await clone.PushAsync();
        var before = await clone.GitAsync("for-each-ref");

        var dry = await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "90d", "--dry-run");
        dry.Out.ShouldContain("1 record would be removed here and on origin, 1 kept.");
        (await clone.GitAsync("for-each-ref")).ShouldBe(before);
        (await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "90d", "--keep", "2"))
            .Out.ShouldBe("0 records removed here and on origin, 2 kept.\n");

        (await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "90d"))
            .Out.ShouldContain("1 record removed here and on origin, 1 kept.");
        (await clone.RunsAsync()).ShouldBe(["young"]);
        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["young"]);
        await clone.GitAsync("remote", "remove", "origin");
        (await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "1w")).Out.ShouldContain("1 record removed here, 0 kept.");
        (await clone.RunsAsync()).ShouldBeEmpty();
        foreach (var wrong in (string[][])[["--keep", "0"], ["--keep", "-1"], ["--max-age", "90"], ["--max-age", "d"], []])
            (await Cli.RunAsync(clone.Path, ["baseline", "prune", .. wrong])).Code.ShouldBe(ExitCode.Usage, string.Join(' ', wrong));
    }

    [Fact]
    public async Task A_dry_run_counts_what_the_remote_has_as_well_and_moves_nothing()
    {
        using var shared = await SharedRepository.CreateAsync();
        var (clone, other) = (await shared.CloneAsync(), await shared.CloneAsync());
        var now = TimeProvider.System.GetUtcNow();
        await clone.AddAsync("of this clone", at: now.AddDays(-100));
        await other.AddAsync("of the other", "HEAD~1", now.AddDays(-100));
        await other.PushAsync();
        var (here, there) = (await TipAsync(clone), await TipAsync(shared.At(shared.Remote)));

        var dry = await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "90d", "--dry-run");

        dry.Out.ShouldContain("2 records would be removed here and on origin, 0 kept.");
        (await TipAsync(clone)).ShouldBe(here);
        (await TipAsync(shared.At(shared.Remote))).ShouldBe(there);
        (await clone.RunsAsync()).ShouldBe(["of this clone"]);

        static Task<string> TipAsync(Clone repository) => repository.GitAsync("rev-parse", BaselineStore.Ref);
    }

    [Fact]
    public async Task What_jobs_of_one_run_measured_of_a_suite_is_one_when_records_are_counted()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        var store = new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (commit, run, days) in new[] { ("HEAD~1", "1", -89), ("HEAD", "2", -10) })
        {
            await store.AddAsync(commit, SampleResults.Create(method: "One", run: run, at: now.AddDays(days)), None);
            await store.AddAsync(commit, SampleResults.Create(method: "Two", run: run, at: now.AddDays(days - 2)), None);
        }

        // Of the older run one part is older than that, and the other is not.
        var age = await Cli.RunAsync(sandbox.Path, "baseline", "prune", "--max-age", "90d", "--dry-run");
        var keep = await Cli.RunAsync(sandbox.Path, "baseline", "prune", "--keep", "1");

        age.Out.ShouldContain("0 records would be removed here, 4 kept.");
        keep.Out.ShouldContain("2 records removed here, 2 kept.");
        (await store.ListAsync(None)).Records.Select(record => record.RunId).ShouldBe(["2", "2"]);
        (await Cli.RunAsync(sandbox.Path, "baseline", "prune", "--keep", "1")).Out.ShouldContain("0 records removed here, 2 kept.");
    }

    [Fact]
    public async Task A_commit_of_other_sources_is_refused_before_anything_is_measured()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var first = await sandbox.CommitAsync();
        var second = await sandbox.CommitAsync();

        // There is no project: whoever went on to measure would say so.
        var other = await Cli.RunAsync(sandbox.Path, "baseline", "update", "--commit", "HEAD~1");
        await sandbox.GitAsync("commit", "--quiet", "--allow-empty", "--message", "Another commit, the same tree");
        var same = await Cli.RunAsync(sandbox.Path, "baseline", "update", "--commit", second);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "new.txt"), "");
        var dirty = await Cli.RunAsync(sandbox.Path, "baseline", "update", "--commit", second);

        other.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        other.Error.ShouldContain($"{first} : error PG3006: the working tree is at {second}, whose sources are not those of this commit");
        same.Error.ShouldContain("PG1003");
        dirty.Error.ShouldContain($"{second} : error PG3006: the working tree has changes");
    }

    [Fact]
    public async Task What_was_measured_is_kept_where_it_cannot_be_recorded()
    {
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public int Fast() => Spin(500);");

        // A ref in the place of the folder that the ref of the baselines lies in.
        await sandbox.GitAsync("update-ref", "refs/notes/perfgate", "HEAD");
        var update = await sandbox.RunAsync("baseline", "update", "--launches", "1");
        await sandbox.GitAsync("update-ref", "-d", "refs/notes/perfgate");

        update.Code.ShouldBe(ExitCode.BaselineOrPublishing, update.Error);
        update.Error.ShouldContain("PG3006");
        update.Error.ShouldContain($"what was measured is kept: {Path.Combine(sandbox.Path, ".perfgate", "results", "current.json")}");
        var later = await sandbox.RunAsync("baseline", "update", "--results", ".perfgate/results/current.json");
        later.Code.ShouldBe(ExitCode.Pass, later.Error);
        later.Out.ShouldContain("recorded Bench: 1 benchmark");
    }

    [Fact]
    public async Task Results_in_which_nothing_was_measured_are_an_error_with_a_reason()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var results = Path.Combine(sandbox.Root, "r.json");
        var failed = SampleResults.Benchmark("Suite", "Run") with { Metrics = [], Failure = "it threw" };
        ResultSetFile.Write(results, SampleResults.Create() with { Benchmarks = [failed] });

        var update = await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", results);

        update.Code.ShouldBe(ExitCode.NotMeasured);
        update.Error.ShouldContain($"{results} : error PG0004: every benchmark failed; ");
        update.Error.ShouldContain("it threw");
        (await Cli.RunAsync(sandbox.Path, "baseline", "list")).Out.ShouldContain("No baseline is recorded here.");
    }

    [Fact]
    public async Task Without_a_remote_or_a_commit_the_commands_say_so()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var results = Path.Combine(sandbox.Root, "r.json");
        ResultSetFile.Write(results, SampleResults.Create());

        (await Cli.RunAsync(sandbox.Path, "baseline", "list")).Out.ShouldContain("No baseline is recorded here.");
        (await Cli.RunAsync(sandbox.Path, "baseline", "verify")).Code.ShouldBe(ExitCode.Pass);
        (await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", results))
            .Error.ShouldContain("The repository has no commits yet.");
        await sandbox.CommitAsync();
        (await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", results)).Code.ShouldBe(ExitCode.Pass);
        foreach (var command in new[] { ["fetch"], ["push"], new[] { "update", "--results", results, "--push" } })
        {
            var result = await Cli.RunAsync(sandbox.Path, ["baseline", .. command]);
            (result.Code, result.Error.Contains("PG3007", StringComparison.Ordinal))
                .ShouldBe((ExitCode.BaselineOrPublishing, true), result.Error);
        }

        (await Cli.RunAsync(sandbox.Path, "baseline", "push", "--remote-timeout", "0")).Code.ShouldBe(ExitCode.Usage);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PERFGATE_REMOTE_TIMEOUT"] = "soon" };
        (await Cli.RunAsync(sandbox.Path, variables, _ => { }, CancellationToken.None, "baseline", "push"))
            .Error.ShouldContain("'soon' is not a time");
    }

    [Fact]
    public async Task The_pull_requests_results_count_for_the_merge_where_its_sources_are_the_same()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var measured = await sandbox.CommitAsync("file.txt", "same");
        var tree = await sandbox.GitAsync("rev-parse", "HEAD^{tree}");
        await sandbox.GitAsync("commit", "--quiet", "--amend", "--message", "Squashed: another commit, the same tree");
        var merged = await sandbox.GitAsync("rev-parse", "HEAD");
        var results = Path.Combine(sandbox.Root, "r.json");
        var sample = SampleResults.Create(run: "1");
        ResultSetFile.Write(results, sample with { Provenance = sample.Provenance with { Commit = measured, Tree = tree } });

        (await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", results)).Out.ShouldContain($"for {merged[..10]}");

        ResultSetFile.Write(results, sample with { Provenance = sample.Provenance with { Commit = measured, Tree = tree, Dirty = true } });
        (await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", results))
            .Error.ShouldContain("whose sources are not those of this commit");
    }

    [Theory]
    [InlineData("pull_request")]
    [InlineData("merge_group")]
    public async Task In_a_clone_of_depth_1_results_are_judged_by_the_record_of_a_base_that_is_not_in_it(string happened)
    {
        using var shared = await SharedRepository.CreateAsync();
        var author = await shared.CloneAsync();
        await author.AddAsync("base");
        await author.PushAsync();
        await author.GitAsync("switch", "--quiet", "--create", "topic");
        await author.GitAsync("commit", "--quiet", "--allow-empty", "--message", "Topic");
        await author.GitAsync("switch", "--quiet", "main");
        await author.GitAsync("merge", "--quiet", "--no-ff", "--message", "Merge", "topic");
        await author.GitAsync("push", "--quiet", "origin", "main");
        var clone = await shared.CloneAsync("--depth=1");
        await clone.FetchAsync();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GITHUB_EVENT_NAME"] = happened,
            ["GITHUB_SHA"] = await clone.GitAsync("rev-parse", "HEAD"),
        };

        var check = await Cli.RunAsync(
            clone.Path, variables, None,
            "check", "--results", Save(shared, SampleResults.Create()), "--against", "baseline", "--format", "json");

        check.Code.ShouldBe(ExitCode.Pass, check.Error);
        check.Out.ShouldContain("has a baseline of its own");
    }

    [Fact]
    public async Task From_another_environment_only_exact_metrics_are_compared_and_marked()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System)
            .AddAsync("HEAD", SampleResults.Create(environment: SampleResults.OtherCpu), None);
        await sandbox.CommitAsync();
        var results = Path.Combine(sandbox.Root, "r.json");
        var more = SampleResults.Benchmark("Suite", "Run", 1000);
        var larger = more with { Metrics = [more.Metrics[0], MetricSamples.FromValue(Metric.Allocated, 234_567_890)] };
        ResultSetFile.Write(results, SampleResults.Create() with { Benchmarks = [larger] });

        var check = await Cli.RunAsync(sandbox.Path, "check", "--results", results, "--against", "baseline", "--format", "json");

        check.Code.ShouldBe(ExitCode.GateFailed, check.Error);
        var text = System.Text.RegularExpressions.Regex.Unescape(check.Out);
        text.ShouldContain("processor 'AMD EPYC 7763' instead of 'Intel Xeon Platinum 8370C'");
        text.ShouldContain("The baseline is from another environment; only exact metrics are compared with it.");
        text.ShouldContain("different environments, so that their times do not compare");
    }

    private static string Save(SharedRepository shared, ResultSet results)
    {
        var path = Path.Combine(shared.Root, "results.json");
        ResultSetFile.Write(path, results);
        return path;
    }
}
