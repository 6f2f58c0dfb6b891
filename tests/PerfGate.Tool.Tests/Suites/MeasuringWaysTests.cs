using System.Text.Json;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
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
        using var sandbox = await SuiteSandbox.ForLockstepAsync(Four);
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
        SuiteSandbox.Outcomes(whole.Out).Keys.ShouldBe(["Bench.Work.A", "Bench.Work.B", "Bench.Work.C", "Bench.Work.D"]);

        var gap = await sandbox.RunAsync("check", "--results", ".perfgate/shards/2-of-2");
        gap.Code.ShouldBe(ExitCode.NotMeasured);
        gap.Error.ShouldContain("PG2006");
        gap.Error.ShouldContain("of 2 shards 1 is missing");

        File.Copy(sandbox[".perfgate/shards/1-of-2/current.json"], sandbox["other.json"]);
        var beside = await sandbox.RunAsync("check", "--results", ".perfgate/shards", "other.json");
        beside.Code.ShouldBe(ExitCode.NotMeasured);
        beside.Error.ShouldContain("other.json");
        beside.Error.ShouldContain("no shard here");
        File.Delete(sandbox["other.json"]);

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
    public async Task A_budget_that_pays_for_nothing_is_no_pass_and_benchmarks_whose_own_source_differs_are_named()
    {
        using var sandbox = await SuiteSandbox.ForLockstepAsync("[Benchmark] public int A() => Spin(300);");
        sandbox.Write(
            "bench/Other.cs",
            "using BenchmarkDotNet.Attributes;\nnamespace Bench;\npublic class Other\n{\n    [Benchmark] public int Same() => 1;\n}\n");
        sandbox.Write("perfgate.json", "{}");
        await sandbox.CommitAsync();
        sandbox.WriteBenchmarks("[Benchmark] public int A() => Spin(301);");

        var result = await sandbox.RunAsync(
            "check", "--against", "HEAD", "--launches", "1", "--mode", "side-by-side", "--budget", "1s", "--format", "json");

        result.Code.ShouldBe(ExitCode.NotMeasured, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        report.RootElement.GetProperty("verdict").GetString().ShouldBe("fail");
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
        using var sandbox = await SuiteSandbox.ForLockstepAsync(Two, benchmarkDotNet: "0.15.8");
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
        SuiteSandbox.Outcomes(second.Out).Keys.ShouldBe(["Bench.Work.A", "Bench.Work.C"]);
        second.Out.ShouldContain("took turns in slices", customMessage: "the host fits this BenchmarkDotNet");
        File.ReadAllText(sandbox[".perfgate/logs/Bench-current.log"]).ShouldContain("SDK not asked for");

        var third = await sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1", "--resume");
        third.Code.ShouldBe(ExitCode.Usage);
        third.Error.ShouldContain("PG1020");
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
}
