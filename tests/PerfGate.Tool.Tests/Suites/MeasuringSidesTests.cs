using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>What the two sides of a check may be, on a real suite.</summary>
public sealed class MeasuringSidesTests
{
    private const string One = "[Params(2)] public int N;\n    [Benchmark] public int A() => Spin(N == 1 ? 300 : 500);";

    [Fact]
    public async Task Benchmarks_of_one_revision_can_run_on_both_sides()
    {
        // By whole launches: which sources are built does not depend on how they are measured.
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public byte[] Run() => new byte[Library.Subject.Work(300) % 2 + 100];");
        sandbox.Write("perfgate.json", SuiteSandbox.BytesOnly);
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

        // The benchmark itself now allocates more, and a new one is there that is not committed.
        sandbox.WriteBenchmarks(
            "[Benchmark] public byte[] Run() => new byte[Library.Subject.Work(300) % 2 + 400];\n"
            + "    [Benchmark] public int Added() => Library.Subject.Work(200);");

        foreach (var (from, benchmarks) in new[] { ("current", new[] { "Bench.Work.Added", "Bench.Work.Run" }), ("base", ["Bench.Work.Run"]) })
        {
            var result = await sandbox.RunAsync(
                "check", "--against", "HEAD", "--launches", "1", "--benchmarks-from", from, "--format", "json");
            result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
            SuiteSandbox.Outcomes(result.Out).Keys.ShouldBe(benchmarks);
            SuiteSandbox.Outcomes(result.Out).Values.ShouldAllBe(outcome => outcome == "unchanged");
        }

        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
        File.ReadAllText(sandbox["bench/Benchmarks.cs"]).ShouldContain("Added", customMessage: "the working tree is as it was");
    }

    [Fact]
    public async Task A_recorded_baseline_screens_and_suspects_are_settled_side_by_side()
    {
        using var sandbox = await SuiteSandbox.ForLockstepAsync(One);
        sandbox.Write("perfgate.json", """{ "gate": { "minor": "100%", "major": "120%", "critical": "140%" } }""");
        await sandbox.CommitAsync();
        var recorded = await sandbox.RunAsync("baseline", "update", "--launches", "1");
        recorded.Code.ShouldBe(ExitCode.Pass, recorded.Out + recorded.Error);

        // Far more than what a shared machine may have been slower by when the baseline was recorded.
        sandbox.WriteBenchmarks(One.Replace("500", "15000", StringComparison.Ordinal));

        var result = await sandbox.RunAsync("check", "--mode", "stored", "--against", "HEAD", "--format", "json");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        JsonElement Time(string benchmark) => report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Single(item => item.GetProperty("benchmark").GetString() == benchmark && item.GetProperty("metric").GetString() == "time");
        var slowed = Time("Bench.Work.A(N=2)");
        slowed.GetProperty("outcome").GetString().ShouldBe("critical");
        slowed.GetProperty("reason").GetString()!.ShouldContain("8 fresh launch pairs");
        slowed.GetProperty("ratio").GetDouble().ShouldBeInRange(15, 45);
    }
}
