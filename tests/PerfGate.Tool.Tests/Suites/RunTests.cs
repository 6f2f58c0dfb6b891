using System.Diagnostics;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>Programs of every kind that people write around BenchmarkDotNet, built and run for real.</summary>
public sealed class RunTests
{
    private const string Benchmarks = "[Benchmark] public int Fast() => Spin(500);";

    [Fact]
    public async Task Launches_of_what_a_filter_selects_become_one_result_set_and_one_that_selects_nothing_is_an_error()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(
            """
            [Params(10, 20)] public int N;
            [Benchmark] public int Fast() => Spin(500 + N);
            [Benchmark] public int Other() => Spin(900);
            """);

        var result = await sandbox.RunAsync(
            "run", "--filter", "*Fast*", "--out", "out/results.json", "--launches", "3", "--environment", "nightly");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        result.Out.ShouldStartWith("2 benchmarks measured, 0 failed: ");
        var results = ResultReader.Read([sandbox["out/results.json"]]);
        results.Provenance.Commit.ShouldBe(await sandbox.GitAsync("rev-parse", "HEAD"));
        results.Provenance.Tree.ShouldBe(await sandbox.GitAsync("rev-parse", "HEAD^{tree}"));
        results.Provenance.Time.ShouldNotBeNull();
        results.Environment.Name.ShouldBe("nightly");
        results.Benchmarks.Select(benchmark => benchmark.Id.FullName).ShouldBe(["Bench.Work.Fast(N=10)", "Bench.Work.Fast(N=20)"]);
        foreach (var benchmark in results.Benchmarks)
        {
            benchmark.Suite.ShouldBe("Bench");
            benchmark.Find("time")!.Launches.Length.ShouldBe(3);

            // What another thread allocates meanwhile counts too: now and then a launch of few invocations has a byte more.
            benchmark.Find("allocated")!.Values.Order().ElementAt(1).ShouldBe(0);
        }

        var nothing = await sandbox.RunAsync("run", "--filter", "*Nothing*");
        nothing.Code.ShouldBe(ExitCode.NotMeasured);
        nothing.Error.ShouldContain("PG2008");
    }

    [Theory]
    [InlineData("BenchmarkDotNet.Running.BenchmarkRunner.Run<Bench.Work>();", "Exe")]
    [InlineData("System.Console.WriteLine(\"Hello from a program of another purpose.\");", "Exe")]
    [InlineData("", "Library")]
    public async Task A_program_that_does_not_listen_is_replaced_by_a_generated_host(string program, string outputType)
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Benchmarks, program, outputType);

        var path = "../perfgate-host-results.json".Replace("..", sandbox.Path, StringComparison.Ordinal);
        var result = await sandbox.RunAsync("run", "--out", path, "--launches", "1");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        ResultReader.Read([sandbox["perfgate-host-results.json"]])
            .Benchmarks.ShouldHaveSingleItem().Id.FullName.ShouldBe("Bench.Work.Fast");
        File.Delete(sandbox["perfgate-host-results.json"]);
        (await sandbox.GitAsync("status", "--porcelain")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_class_with_a_job_of_its_own_keeps_it_and_is_measured_in_no_other()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Benchmarks);
        sandbox.Write("perfgate.json", "{}");
        sandbox.Write(
            "bench/Own.cs",
            """
            using BenchmarkDotNet.Attributes;
            using BenchmarkDotNet.Engines;
            namespace Bench;
            [SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 3, invocationCount: 64)]
            public class Own
            {
                [Benchmark] public int Mine() { var sum = 0; for (var i = 0; i < 1000; i++) sum += i * i; return sum; }
            }
            [SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 3)]
            public class Prepared
            {
                private int[] _items = [];
                [IterationSetup] public void Fill() => _items = [.. Enumerable.Range(0, 1000).Reverse()];
                [Benchmark] public void Sort() => System.Array.Sort(_items);
            }
            public class Refilled
            {
                private int[] _items = [];
                [IterationSetup] public void Fill() => _items = [.. Enumerable.Range(0, 1000).Reverse()];
                [Benchmark] public void Reverse() => System.Array.Reverse(_items);
            }
            """);

        var result = await sandbox.RunAsync("run", "--launches", "1");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        var jobs = ResultReader.Read([sandbox[".perfgate/results/run.json"]]).Benchmarks
            .ToDictionary(benchmark => benchmark.Id.FullName, benchmark => benchmark.Id.Job, StringComparer.Ordinal);
        jobs.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["Bench.Own.Mine", "Bench.Prepared.Sort", "Bench.Refilled.Reverse", "Bench.Work.Fast"]);
        jobs["Bench.Work.Fast"].ShouldBeEmpty();
        jobs["Bench.Refilled.Reverse"].ShouldBeEmpty();
        jobs["Bench.Own.Mine"].ShouldContain("InvocationCount=64");
        jobs["Bench.Prepared.Sort"].ShouldContain("Monitoring");
        File.ReadLines(sandbox[".perfgate/logs/Bench-current.log"])
            .Count(line => line.StartsWith("// Benchmark: Prepared.Sort", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public async Task One_suite_that_does_not_build_does_not_keep_the_others_from_running()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Benchmarks);
        sandbox.Write(
            "broken/Broken.csproj",
            """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        sandbox.Write("broken/Broken.cs", "no code");

        var result = await sandbox.RunAsync("run", "--project", "broken", "--project", "bench", "--launches", "1");

        result.Code.ShouldBe(ExitCode.NotMeasured);
        result.Error.ShouldContain("Broken : error PG2001:");
        result.Error.ShouldContain("error CS");
        result.Error.ShouldContain(Path.Combine(".perfgate", "logs"));
        ResultReader.Read([sandbox[".perfgate/results/run.json"]]).Benchmarks.Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_interrupted_check_stops_its_children_and_leaves_nothing_behind()
    {
        if (OperatingSystem.IsWindows()) return; // There is no signal to send to another process.
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public void Sleeper() => System.Threading.Thread.Sleep(200);");
        var program = typeof(App).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, "check", "--against", "HEAD"])
        {
            WorkingDirectory = sandbox.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var temporary = Directory.CreateTempSubdirectory("perfgate-int-").FullName;
        start.Environment["TMPDIR"] = temporary;
        start.Environment.Remove("UseSharedCompilation");
        using var process = new Process { StartInfo = start };
#pragma warning disable RS0030 // The program is started as a shell would start it.
        process.Start();
#pragma warning restore RS0030
        var reading = process.StandardOutput.ReadToEndAsync();
        while (await process.StandardError.ReadLineAsync() is { } line && !line.Contains("Sleeper", StringComparison.Ordinal)) continue;

        await SignalAsync(process.Id);
        var rest = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(130, rest);
        (await reading).ShouldBeEmpty();
        rest.ShouldContain("interrupted");
        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
        Directory.EnumerateFileSystemEntries(temporary, "perfgate*").ShouldBeEmpty();
        RunningProcesses.With(sandbox.Path).ShouldBeEmpty();
        RunningProcesses.With(temporary).ShouldBeEmpty();
        Directory.Delete(temporary, recursive: true);
    }

    private static async Task SignalAsync(int process)
    {
        var number = process.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var kill = await ProcessRunner.RunAsync(new ProcessSpec("kill", ["-INT", number]), CancellationToken.None);
        kill.ExitCode.ShouldBe(0);
    }
}
