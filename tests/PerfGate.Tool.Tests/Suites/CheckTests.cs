using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>The whole job on real projects: real git, real builds, real BenchmarkDotNet processes.</summary>
public sealed class CheckTests
{
    private const string Quick = "[Benchmark] public int Fast() => Spin(500);\n    [Benchmark] public int Other() => Spin(900);";
    private const string SlowAndBroken =
        "[Benchmark] public int Fast() => Spin(5000);\n"
        + "    [Benchmark] public int Other() => throw new System.InvalidOperationException(\"broken\");";
    private const string Allocating =
        "[Benchmark] public byte[] Fast() => new byte[Spin(500) % 2 + 100];\n    [Benchmark] public int Other() => Spin(900);";

    [Fact]
    public async Task Whole_launches_find_a_slowdown_of_the_working_tree_and_name_a_benchmark_that_fails()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Quick);
        var statusBefore = await sandbox.GitAsync("status", "--porcelain");
        sandbox.WriteBenchmarks(SlowAndBroken);

        var result = await sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1", "--format", "json", "--report", "console=report.txt");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        Outcome(report, "Bench.Work.Fast", "time").ShouldBe("critical");
        Outcome(report, "Bench.Work.Other", "time").ShouldBe("failed");
        File.ReadAllText(sandbox["report.txt"]).ShouldStartWith("FAIL");
        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
        (await sandbox.GitAsync("stash", "list")).ShouldBeEmpty();
        statusBefore.ShouldBeEmpty();
        File.Exists(sandbox[".perfgate/results/base.json"]).ShouldBeTrue();
        File.Exists(sandbox[".perfgate/results/current.json"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_base_without_the_project_makes_every_benchmark_new()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Quick);
        await sandbox.GitAsync("rm", "--quiet", "-r", "--cached", "bench");
        await sandbox.GitAsync("commit", "--quiet", "--amend", "--message", "without the project");
        await sandbox.CommitAsync();

        var result = await sandbox.RunAsync("check", "--against", "HEAD~1", "--launches", "1", "--format", "json");

        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        Outcome(report, "Bench.Work.Fast", "time").ShouldBe("added");
        report.RootElement.GetProperty("verdict").GetString().ShouldBe("inconclusive");
    }

    [Fact]
    public async Task A_project_that_was_moved_is_compared_with_what_it_was()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Quick);
        sandbox.Write("perfgate.json", SuiteSandbox.BytesOnly);
        sandbox.WriteBenchmarks(Allocating);
        await sandbox.GitAsync("mv", "bench", "renamed");
        await sandbox.CommitAsync();

        var result = await sandbox.RunAsync("check", "--against", "HEAD~1", "--launches", "1", "--format", "json");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        Outcome(report, "Bench.Work.Fast", "allocated").ShouldBe("critical");
        result.Out.ShouldContain("of the same file name in another folder: Bench in bench/.");
    }

    [Fact]
    public async Task What_a_filter_selects_in_the_base_alone_is_gone()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Quick);
        sandbox.WriteBenchmarks("[Benchmark] public int Fast() => Spin(500);");

        var result = await sandbox.RunAsync("check", "--against", "HEAD", "--filter", "*Other*", "--launches", "1", "--format", "json");

        result.Code.ShouldBe(ExitCode.NotMeasured, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        Outcome(report, "Bench.Work.Other", "time").ShouldBe("removed");
    }

    [Fact]
    public async Task A_base_that_does_not_build_is_said_as_such()
    {
        using var sandbox = await SuiteSandbox.CreateAsync("this does not compile");
        sandbox.WriteBenchmarks(Quick);

        var result = await sandbox.RunAsync("check", "--against", "HEAD");

        result.Code.ShouldBe(ExitCode.NotMeasured);
        result.Error.ShouldContain("PG2007");
        result.Out.ShouldContain("error CS", customMessage: "the report shows the last lines of the build");
        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_revision_is_a_usage_error_and_nothing_is_built()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Quick);

        var result = await sandbox.RunAsync("check", "--against", "no-such-branch");

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain("PG1008");
        Directory.Exists(sandbox["bench/bin"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_baseline_is_recorded_listed_shown_and_compared_with()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Quick);
        sandbox.Write("perfgate.json", SuiteSandbox.BytesOnly);
        await sandbox.CommitAsync();

        var update = await sandbox.RunAsync("baseline", "update", "--launches", "1");
        update.Code.ShouldBe(ExitCode.Pass, update.Error);
        update.Out.ShouldContain("recorded Bench: 2 benchmarks");
        var commit = await sandbox.GitAsync("rev-parse", "HEAD");

        (await sandbox.RunAsync("baseline", "list")).Out.ShouldContain(commit[..10]);
        (await sandbox.RunAsync("baseline", "show", "HEAD")).Out.ShouldContain("Bench.Work.Fast");
        (await sandbox.GitAsync("log", "-1", "--notes=perfgate/v1")).ShouldContain("Fast");

        sandbox.WriteBenchmarks(Allocating);
        var check = await sandbox.RunAsync("check", "--against", "baseline", "--launches", "1", "--format", "json");
        check.Code.ShouldBe(ExitCode.GateFailed, check.Out + check.Error);
        using var report = JsonDocument.Parse(check.Out);
        Outcome(report, "Bench.Work.Fast", "allocated").ShouldBe("critical");
        Outcome(report, "Bench.Work.Other", "allocated").ShouldBe("unchanged");

        var fromResults = await sandbox.RunAsync(
            "check", "--results", ".perfgate/results/current.json", "--against", "baseline", "--format", "json");
        fromResults.Code.ShouldBe(ExitCode.GateFailed, fromResults.Out + fromResults.Error);
    }

    [Fact]
    public async Task Without_a_baseline_the_way_to_one_is_shown()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Quick);
        var fixtures = Reporting.Repository.PathOf("tests", "PerfGate.Tool.Tests", "fixtures");
        var export = Directory.EnumerateFiles(fixtures, "*Texts-report-full.json", SearchOption.AllDirectories).First();
        File.Copy(export, sandbox["r.json"]);

        var result = await sandbox.RunAsync("check", "--results", "r.json", "--against", "baseline");

        result.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        result.Error.ShouldContain("PG3003");
        result.Error.ShouldContain("baseline update");

        // A folder that is called as the branch is.
        Directory.CreateDirectory(sandbox["main"]);
        File.Copy(export, sandbox["main/r.json"]);
        (await sandbox.RunAsync("check", "--results", "r.json", "--against", "main")).Error.ShouldContain("PG3003");
    }

    private static string? Outcome(JsonDocument report, string benchmark, string metric) =>
        report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Single(item => item.GetProperty("benchmark").GetString() == benchmark && item.GetProperty("metric").GetString() == metric)
            .GetProperty("outcome").GetString();
}
