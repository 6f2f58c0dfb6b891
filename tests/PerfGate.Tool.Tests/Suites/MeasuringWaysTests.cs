using System.Text.Json;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>The ways in which a check can be shared out, cut short and gone on with, on a real suite.</summary>
public sealed class MeasuringWaysTests
{
    private const string Four =
        """
        [Benchmark] public int A() => Spin(300);
        [Benchmark] public int B() => Spin(400);
        [Benchmark] public int C() => Spin(500);
        [Benchmark] public int D() => Spin(600);
        """;

    private const string Two = "[Benchmark] public int A() => Spin(300);\n    [Benchmark] public int C() => Spin(500);";

    [Fact]
    public async Task Shards_are_measured_apart_and_judged_together_and_the_second_does_not_build_the_base_again()
    {
        using var sandbox = await LockstepAsync(Four);
        await RecordAsync(sandbox, slow: "C");

        foreach (var shard in new[] { "1/2", "2/2" })
        {
            var part = await sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1", "--shard", shard);
            part.Code.ShouldBe(ExitCode.Pass, part.Out + part.Error);
            if (shard == "2/2") part.Error.ShouldContain("base was built before");
        }

        // The one that took seconds when it was recorded is as much work as all others.
        MethodsOf(sandbox[".perfgate/shards/1-of-2/current.json"]).ShouldBe(["C"]);
        MethodsOf(sandbox[".perfgate/shards/2-of-2/current.json"]).ShouldBe(["A", "B", "D"]);

        var whole = await sandbox.RunAsync("check", "--results", ".perfgate/shards/**", "--format", "json");
        whole.Code.ShouldBe(ExitCode.Pass, whole.Out + whole.Error);
        Outcomes(whole.Out).Keys.ShouldBe(["Bench.Work.A", "Bench.Work.B", "Bench.Work.C", "Bench.Work.D"]);

        var gap = await sandbox.RunAsync("check", "--results", ".perfgate/shards/2-of-2");
        gap.Code.ShouldBe(ExitCode.NotMeasured);
        gap.Error.ShouldContain("PG2006");
        gap.Error.ShouldContain("of 2 shards 1 is missing");

        Directory.CreateDirectory(sandbox["again"]);
        foreach (var file in Directory.GetFiles(sandbox[".perfgate/shards/1-of-2"]))
        {
            File.Copy(file, Path.Combine(sandbox["again"], Path.GetFileName(file)));
        }

        var twice = await sandbox.RunAsync("check", "--results", ".perfgate/shards", "again");
        twice.Code.ShouldBe(ExitCode.NotMeasured);
        twice.Error.ShouldContain("shard 1 is there 2 times");

        var head = await sandbox.GitAsync("rev-parse", "HEAD");
        var measurement = File.ReadAllText(sandbox["again/measurement.json"]);
        File.WriteAllText(
            sandbox["again/measurement.json"],
            measurement.Replace($"\"base\": \"{head}", $"\"base\": \"{new string('1', head.Length)}", StringComparison.Ordinal));
        var mixed = await sandbox.RunAsync("check", "--results", ".perfgate/shards/2-of-2", "again");
        mixed.Code.ShouldBe(ExitCode.NotMeasured);
        mixed.Error.ShouldContain("its base is");
    }

    [Fact]
    public async Task A_spent_budget_leaves_the_rest_inconclusive_and_benchmarks_whose_own_source_differs_are_named()
    {
        using var sandbox = await LockstepAsync("[Benchmark] public int A() => Spin(300);");
        sandbox.Write(
            "bench/Other.cs",
            "using BenchmarkDotNet.Attributes;\nnamespace Bench;\npublic class Other\n{\n    [Benchmark] public int Same() => 1;\n}\n");
        sandbox.Write("perfgate.json", "{}");
        await sandbox.CommitAsync();
        sandbox.WriteBenchmarks("[Benchmark] public int A() => Spin(301);");

        var result = await sandbox.RunAsync(
            "check", "--against", "HEAD", "--launches", "1", "--mode", "side-by-side", "--budget", "1s", "--format", "json");

        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        report.RootElement.GetProperty("verdict").GetString().ShouldBe("inconclusive");
        var items = report.RootElement.GetProperty("comparisons").EnumerateArray().ToList();
        items.Count.ShouldBe(2);
        items.ShouldAllBe(item => item.GetProperty("reason").GetString()!.Contains("budget of 1 s was spent", StringComparison.Ordinal));
        report.RootElement.GetProperty("measured").EnumerateArray().Select(sentence => sentence.GetString())
            .ShouldContain(sentence => sentence!.Contains("source of these benchmarks", StringComparison.Ordinal)
                && sentence.EndsWith(": Work.A.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interrupted_check_is_gone_on_with_and_measures_only_what_is_missing()
    {
        using var sandbox = await LockstepAsync(Two, benchmarkDotNet: "0.15.8");
        using var interrupt = new CancellationTokenSource();

        // The second benchmark of the screen is being measured: the first one is to be kept.
        var first = await sandbox.RunAsync(
            line => { if (line.Contains("Work.C", StringComparison.Ordinal)) interrupt.Cancel(); },
            interrupt.Token,
            "check", "--against", "HEAD", "--launches", "1");
        first.Code.ShouldBe(ExitCode.Interrupted, first.Out + first.Error);
        first.Error.ShouldContain("--resume");

        var second = await sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1", "--resume", "--format", "json");
        second.Code.ShouldBe(ExitCode.Pass, second.Out + second.Error);
        second.Error.ShouldNotContain("Work.A (screening");
        second.Error.ShouldContain("base was built before");
        Outcomes(second.Out).Keys.ShouldBe(["Bench.Work.A", "Bench.Work.C"]);
        second.Out.ShouldContain("took turns in slices", customMessage: "the host fits this BenchmarkDotNet");

        var third = await sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1", "--resume");
        third.Code.ShouldBe(ExitCode.Usage);
        third.Error.ShouldContain("PG1020");
    }

    [Fact]
    public async Task Benchmarks_of_one_revision_can_run_on_both_sides()
    {
        using var sandbox = await LockstepAsync("[Benchmark] public int Run() => Library.Subject.Work(300) + Spin(10);");
        sandbox.Write(
            "lib/Library.csproj",
            """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        sandbox.Write(
            "lib/Subject.cs",
            "namespace Library; public static class Subject { public static int Work(int n) "
            + "{ var s = 0; for (var i = 0; i < n; i++) s += i * i; return s; } }\n");
        var project = File.ReadAllText(sandbox["bench/Bench.csproj"]);
        sandbox.Write(
            "bench/Bench.csproj",
            project.Replace(
                "<ItemGroup>", "<ItemGroup><ProjectReference Include=\"../lib/Library.csproj\" />", StringComparison.Ordinal));
        await sandbox.CommitAsync();

        // The benchmark itself now does ten times the work, and a new one is there that is not committed.
        sandbox.WriteBenchmarks(
            "[Benchmark] public int Run() => Library.Subject.Work(3000) + Spin(10);\n"
            + "    [Benchmark] public int Added() => Library.Subject.Work(200);");

        foreach (var (from, benchmarks) in new[] { ("current", new[] { "Bench.Work.Added", "Bench.Work.Run" }), ("base", ["Bench.Work.Run"]) })
        {
            var result = await sandbox.RunAsync(
                "check", "--against", "HEAD", "--launches", "1", "--benchmarks-from", from, "--format", "json");
            result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
            Outcomes(result.Out).Keys.ShouldBe(benchmarks);
            Outcomes(result.Out).Values.ShouldAllBe(outcome => outcome == "unchanged");
        }

        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
        File.ReadAllText(sandbox["bench/Benchmarks.cs"]).ShouldContain("Added", customMessage: "the working tree is as it was");
    }

    [Fact]
    public async Task Two_checks_in_one_repository_do_not_disturb_each_other()
    {
        using var sandbox = await LockstepAsync("[Benchmark] public int A() => Spin(300);", benchmarkDotNet: "0.13.12");

        var results = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1")));

        foreach (var result in results)
        {
            result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
            result.Out.ShouldContain("slices", customMessage: "the host fits this BenchmarkDotNet");
        }

        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_suites_runtime_settings_are_the_hosts()
    {
        using var sandbox = await LockstepAsync(
            "[Benchmark] public int A() => System.Runtime.GCSettings.IsServerGC ? Spin(300) : "
            + """throw new InvalidOperationException("workstation");""");
        var project = File.ReadAllText(sandbox["bench/Bench.csproj"]);
        sandbox.Write(
            "bench/Bench.csproj",
            project.Replace(
                "<ImplicitUsings>", "<ServerGarbageCollection>true</ServerGarbageCollection><ImplicitUsings>", StringComparison.Ordinal));
        await sandbox.CommitAsync();

        var result = await sandbox.RunAsync("run", "--launches", "1");

        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
    }

    [Fact]
    public async Task A_full_temporary_folder_is_named_and_nothing_is_left()
    {
        // Only a mount of its own can be full without harm, and only root may mount.
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return;
        using var sandbox = await LockstepAsync("[Benchmark] public int A() => Spin(300);");
        var small = Directory.CreateDirectory(sandbox["small"]).FullName;
        var mounting = new ProcessSpec("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", small]);
        var mount = await ProcessRunner.RunAsync(mounting, CancellationToken.None);
        if (mount.ExitCode != 0) return;
        try
        {
            var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["TMPDIR"] = small };
            var spec = new ProcessSpec("dotnet", [typeof(App).Assembly.Location, "check", "--against", "HEAD"])
            {
                WorkingDirectory = sandbox.Path,
                Environment = environment,
            };

            var output = await ProcessRunner.RunAsync(spec, CancellationToken.None);

            output.ExitCode.ShouldBe((int)ExitCode.NotMeasured, output.Text + output.StandardError);
            output.StandardError.ShouldContain("PG20");
            output.StandardError.ShouldContain("No space left", Case.Insensitive);
            Directory.EnumerateFileSystemEntries(small, "perfgate*").ShouldBeEmpty();
        }
        finally
        {
            await ProcessRunner.RunAsync(new ProcessSpec("umount", [small]), CancellationToken.None);
        }

        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_recorded_baseline_screens_and_suspects_are_settled_side_by_side()
    {
        using var sandbox = await LockstepAsync(Two);
        sandbox.Write("perfgate.json", """{ "gate": { "minor": "100%", "major": "120%", "critical": "140%" } }""");
        await sandbox.CommitAsync();
        var recorded = await sandbox.RunAsync("baseline", "update", "--launches", "2");
        recorded.Code.ShouldBe(ExitCode.Pass, recorded.Out + recorded.Error);
        sandbox.WriteBenchmarks(Two.Replace("Spin(500)", "Spin(1500)", StringComparison.Ordinal));

        var result = await sandbox.RunAsync("check", "--mode", "stored", "--against", "HEAD", "--format", "json");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        var slowed = report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Single(item => item.GetProperty("benchmark").GetString() == "Bench.Work.C"
                && item.GetProperty("metric").GetString() == "time");
        slowed.GetProperty("outcome").GetString().ShouldBe("critical");
        slowed.GetProperty("reason").GetString()!.ShouldContain("8 fresh launch pairs");
    }

    private static async Task<SuiteSandbox> LockstepAsync(string benchmarks, string benchmarkDotNet = "0.14.0")
    {
        var sandbox = await SuiteSandbox.CreateAsync(benchmarks, benchmarkDotNet: benchmarkDotNet);

        // Times could make suspects, and settling one takes the better part of a minute.
        sandbox.Write("perfgate.json", """{ "gate": { "metrics": ["allocated"] } }""");
        sandbox.Write(".gitignore", "bin/\nobj/\nagain/\n");
        await sandbox.CommitAsync();
        return sandbox;
    }

    // A baseline of the commit before this one, from an hour ago.
    private static async Task RecordAsync(SuiteSandbox sandbox, string slow)
    {
        var results = new ResultSet(
            new Provenance(Time: DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)),
            new HostEnvironment("linux"),
            [
                .. new[] { "A", "B", "C", "D" }.Select(method => new BenchmarkResult(
                    new BenchmarkId("Bench", "Work", method),
                    "Bench",
                    [MetricSamples.FromValue(Metric.Time, method == slow ? 3e9 : 100)])),
            ],
            []);
        ResultSetFile.Write(sandbox["recorded.json"], results);
        var update = await sandbox.RunAsync("baseline", "update", "--results", "recorded.json");
        update.Code.ShouldBe(ExitCode.Pass, update.Out + update.Error);
        File.Delete(sandbox["recorded.json"]);
        await sandbox.GitAsync("commit", "--quiet", "--allow-empty", "--message", "next");
    }

    private static string[] MethodsOf(string results) =>
        [.. ResultReader.Read([results]).Benchmarks.Select(benchmark => benchmark.Id.Method).Order(StringComparer.Ordinal)];

    private static SortedDictionary<string, string> Outcomes(string json)
    {
        using var report = JsonDocument.Parse(json);
        var outcomes = report.RootElement.GetProperty("comparisons").EnumerateArray()
            .ToDictionary(item => item.GetProperty("benchmark").GetString()!, item => item.GetProperty("outcome").GetString()!);
        return new SortedDictionary<string, string>(outcomes, StringComparer.Ordinal);
    }
}
