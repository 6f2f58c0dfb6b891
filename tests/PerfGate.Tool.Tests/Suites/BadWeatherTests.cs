using System.Text.Json;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>One check of a suite whose benchmarks misbehave in every way that people have met.</summary>
public sealed class BadWeather : IAsyncLifetime
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="BenchmarkDotNet" Version="0.14.0" />
            <RuntimeHostConfigurationOption Include="System.GC.HeapHardLimit" Value="268435456" />
          </ItemGroup>
        </Project>
        """;

    private const string Endless = "Thread.Sleep(Timeout.Infinite)";
    private const string Benchmarks =
        $$"""
        private readonly List<byte[]> _kept = new();
        private bool _started;
        private static int _calls;

        [Benchmark] public int Fine() =>
            Environment.GetEnvironmentVariable("PERFGATE_GITHUB_TOKEN") is null ? Spin(300) : throw new InvalidOperationException("a token");
        [Benchmark] public int Throws() => throw new InvalidOperationException("no such table");
        [Benchmark] public int ThrowsLater() => ++_calls > 500 ? throw new InvalidOperationException("the table is full") : Spin(300);
        [Benchmark] public void Exits() => Environment.Exit(7);
        [Benchmark] public void IsKilled() => System.Diagnostics.Process.GetCurrentProcess().Kill();
        [Benchmark] public void Hangs() => {{Endless}};
        [Benchmark] public void EatsMemory() { _kept.Add(new byte[1_000_000]); }
        [Benchmark] public int Prints() { Console.WriteLine(new string('x', 20_000)); return Spin(300); }
        [Benchmark] public int MovesAway() { Environment.CurrentDirectory = Path.GetTempPath(); return Spin(300); }
        [Benchmark] public int WritesBesideItself() { if (!_started) { _started = true; File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "written.txt"), "x"); } return Spin(300); }
        [Benchmark] public int LeavesChildren()
        {
            if (!_started) { _started = true; System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sleep", "4711")); }
            return Spin(300);
        }
        """;

    private const string FailingSetup =
        """
        using BenchmarkDotNet.Attributes;
        namespace Bench;
        public class Prepared
        {
            [GlobalSetup] public void Setup() => throw new InvalidOperationException("no data");
            [Benchmark] public int Run() => 1;
        }
        """;

    private readonly Dictionary<string, (string Outcome, string Reason)> _outcomes = new(StringComparer.Ordinal);

    internal SuiteSandbox Sandbox { get; private set; } = null!;

    internal Commands.CliResult Result { get; private set; } = null!;

    internal int SleepersLeft { get; private set; }

    internal IReadOnlyList<string> FoldersLeft { get; private set; } = [];

    public async Task InitializeAsync()
    {
        // Times of so many misfits make suspects, and settling those takes minutes.
        Sandbox = await SuiteSandbox.ForLockstepAsync(Benchmarks.Replace(Endless, "Spin(300)", StringComparison.Ordinal));
        Sandbox.Write("bench/Bench.csproj", Project);
        Sandbox.Write("bench/Prepared.cs", FailingSetup);
        await Sandbox.CommitAsync();

        // One side that hangs is waited for; the other one is measured all the same.
        Sandbox.WriteBenchmarks(Benchmarks);

        // A process of its own with a temporary folder of its own, so that whatever is left there was left by it.
        // Its path is longer than what the system takes for a pipe.
        var temporary = Directory.CreateTempSubdirectory("bad-weather-" + new string('x', 100)).FullName;
        string[] arguments = ["check", "--against", "HEAD", "--launches", "1", "--timeout", "15s", "--format", "json"];
        var spec = new ProcessSpec("dotnet", [typeof(App).Assembly.Location, .. arguments])
        {
            WorkingDirectory = Sandbox.Path,
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["TMPDIR"] = temporary,
                ["TMP"] = temporary,
                ["PERFGATE_GITHUB_TOKEN"] = "the tool's own",
            },
        };
        var output = await ProcessRunner.RunAsync(spec, CancellationToken.None);
        Result = new Commands.CliResult((ExitCode)output.ExitCode, output.Text, output.StandardError);
        FoldersLeft = Directory.GetDirectories(temporary, "perfgate-*");
        Directory.Delete(temporary, recursive: true);
        SleepersLeft = await SleepersAsync();
        using var report = JsonDocument.Parse(Result.Out);
        foreach (var item in report.RootElement.GetProperty("comparisons").EnumerateArray())
        {
            _outcomes[item.GetProperty("benchmark").GetString()!] = (
                item.GetProperty("outcome").GetString()!, item.TryGetProperty("reason", out var reason) ? reason.GetString() ?? "" : "");
        }
    }

    public Task DisposeAsync()
    {
        Sandbox.Dispose();
        return Task.CompletedTask;
    }

    internal (string Outcome, string Reason) this[string benchmark] => _outcomes["Bench." + benchmark];

    private static async Task<int> SleepersAsync()
    {
        var listed = await ProcessRunner.RunAsync(new ProcessSpec("ps", ["-eo", "args"]), CancellationToken.None);
        return listed.Text.Split('\n').Count(line => line.Contains("sleep 4711", StringComparison.Ordinal));
    }
}

/// <summary>Each misbehaviour ends with a named outcome, the others are measured, and nothing is left behind.</summary>
public sealed class BadWeatherTests(BadWeather weather) : IClassFixture<BadWeather>
{
    [Theory]
    [InlineData("Work.Throws", "no such table")]
    [InlineData("Work.ThrowsLater", "the table is full")]
    [InlineData("Work.Exits", "exit code 7")]
    [InlineData("Work.IsKilled", "signal 9")]
    [InlineData("Work.Hangs", "not done within 15 s")]
    [InlineData("Work.EatsMemory", "OutOfMemoryException")]
    [InlineData("Prepared.Run", "no data")]
    public void What_cannot_be_measured_has_failed_and_says_why(string benchmark, string why)
    {
        weather[benchmark].Outcome.ShouldBe("failed", weather.Result.Out + weather.Result.Error);
        weather[benchmark].Reason.ShouldContain(why);
    }

    [Theory]
    [InlineData("Work.Fine")]
    [InlineData("Work.Prints")]
    [InlineData("Work.MovesAway")]
    [InlineData("Work.WritesBesideItself")]
    [InlineData("Work.LeavesChildren")]
    public void What_can_be_measured_is(string benchmark) =>
        weather[benchmark].Outcome.ShouldBeOneOf("unchanged", "inconclusive", "improved", "minor");

    [Fact]
    public void What_was_not_measured_keeps_the_gate_from_passing() =>
        weather.Result.Code.ShouldBe(ExitCode.NotMeasured, weather.Result.Error);

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        weather.FoldersLeft.ShouldBeEmpty();
        (await weather.Sandbox.LeftWorktreesAsync()).ShouldBe(0);
        if (OperatingSystem.IsLinux()) weather.SleepersLeft.ShouldBe(0);
    }

    [Fact]
    public void The_log_keeps_what_was_printed_within_bounds() =>
        new FileInfo(weather.Sandbox[".perfgate/logs/Bench-current.log"]).Length.ShouldBeLessThan(100_000_000);
}
