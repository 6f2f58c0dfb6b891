using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Git;

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

    [Fact]
    public async Task An_empty_commit_of_a_pipeline_is_HEAD_or_an_error_that_says_where()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync("HEAD", SampleResults.Create(), None);

        (await Cli.RunAsync(sandbox.Path, "baseline", "show", "")).Out.ShouldContain("Parsing.Run");
        var export = await Cli.RunAsync(sandbox.Path, "baseline", "export", "", "file");
        export.Code.ShouldBe(ExitCode.Usage);
        export.Error.ShouldStartWith("commit : error PG1001: it is empty");
    }

    private static string Save(SharedRepository shared, ResultSet results)
    {
        var path = Path.Combine(shared.Root, "results.json");
        ResultSetFile.Write(path, results);
        return path;
    }
}
