using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Git;
using PerfGate.Tool.Tests.Suites;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>What <c>baseline update</c> records, and what it refuses.</summary>
public sealed class BaselineUpdateCommandTests
{
    private static CancellationToken None => CancellationToken.None;

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
        var update = await sandbox.RunAsync("baseline", "update", "--launches", "1", "--filter", "*Fast");
        await sandbox.GitAsync("update-ref", "-d", "refs/notes/perfgate");

        update.Code.ShouldBe(ExitCode.BaselineOrPublishing, update.Error);
        update.Error.ShouldContain("PG3006");
        update.Error.ShouldContain($"what was measured is kept: {Path.Combine(sandbox.Path, ".perfgate", "results", "current.json")}");
        update.Error.ShouldContain("only a part of the benchmarks is recorded");
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

    [Fact]
    public async Task Jobs_of_one_run_that_each_record_an_export_of_a_part_do_not_hide_each_other()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var job = new Dictionary<string, string>(StringComparer.Ordinal) { ["GITHUB_RUN_ID"] = "7" };
        var part = Path.Combine(sandbox.Root, "part.json");
        foreach (var (method, known) in new (string, string?)[] { ("One", null), ("Two", null), ("Three", "another") })
        {
            // An export knows neither commit nor run; PerfGate's own results know both.
            ResultSetFile.Write(part, SampleResults.Create(method: method) with { Provenance = new Provenance(RunId: known) });
            var update = await Cli.RunAsync(sandbox.Path, job, None, "baseline", "update", "--results", part);
            update.Code.ShouldBe(ExitCode.Pass, update.Error);
        }

        var stored = await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).ShowAsync("HEAD", None);

        stored.Records.Select(record => (record.Benchmarks.Single().Id.Method, record.Header.RunId))
            .ShouldBe([("One", "7"), ("Two", "7"), ("Three", "another")]);
    }

    [Fact]
    public async Task Results_that_know_no_commit_are_recorded_with_a_warning_where_the_working_tree_has_changes()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var commit = await sandbox.CommitAsync();
        var results = Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.Path, "artifacts")).FullName, "r.json");
        ResultSetFile.Write(results, SampleResults.Create() with { Provenance = new Provenance() });
        (await UpdateAsync()).Error.ShouldBeEmpty("the results themselves change nothing");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "new.cs"), "");

        (await UpdateAsync()).Error.ShouldBe(
            "perfgate : warning: the results do not say which commit they were measured at, "
            + "and the working tree has changes that are not in it; the record does not say so.\n");
        (await UpdateAsync("--commit", "HEAD~1")).Error.ShouldBeEmpty("that one is not checked out");
        ResultSetFile.Write(results, SampleResults.Create() with { Provenance = new Provenance(commit) });
        (await UpdateAsync()).Error.ShouldBeEmpty("they say it themselves");

        async Task<CliResult> UpdateAsync(params string[] arguments)
        {
            var update = await Cli.RunAsync(sandbox.Path, ["baseline", "update", "--results", results, .. arguments]);
            update.Code.ShouldBe(ExitCode.Pass, update.Error);
            return update;
        }
    }

    [Theory]
    [InlineData("artifacts", "artifacts/r.json", false)]
    [InlineData("artifacts/", "artifacts/r.json", false)]
    [InlineData("r.json", "r.json", false)]
    [InlineData("r.json", "r.json", true, "r")]
    [InlineData("artifacts", "artifacts/r.json", true, "artifacts.cs")]
    public async Task What_holds_the_results_is_no_change_and_what_is_called_alike_is_one(
        string named, string file, bool warns, params string[] others)
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        Directory.CreateDirectory(Path.Combine(sandbox.Path, "artifacts"));
        ResultSetFile.Write(Path.Combine(sandbox.Path, file), SampleResults.Create() with { Provenance = new Provenance() });
        foreach (var other in others) await File.WriteAllTextAsync(Path.Combine(sandbox.Path, other), "");

        var update = await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", named);

        update.Code.ShouldBe(ExitCode.Pass, update.Error);
        update.Error.Contains("warning: the results do not say", StringComparison.Ordinal).ShouldBe(warns, update.Error);
    }
}
