using System.Text.Json;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>A git repository with a real BenchmarkDotNet project, which is built and run for real.</summary>
internal sealed class SuiteSandbox : IDisposable
{
    /// <summary>Only bytes are judged: times of so short launches make suspects, and settling them takes minutes.</summary>
    public static readonly string BytesOnly = Configure(""" "gate": { "metrics": ["allocated"] } """);

    public const string Switcher =
        "BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);\n";

    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string this[string name] => _folder[name];

    public static async Task<SuiteSandbox> CreateAsync(
        string benchmarks, string program = Switcher, string outputType = "Exe", string benchmarkDotNet = "0.14.0")
    {
        var sandbox = new SuiteSandbox();
        sandbox.Write(".gitignore", "bin/\nobj/\n");
        sandbox.Write("perfgate.json", Configure(""" "gate": {} """));
        sandbox.Write(
            "bench/Bench.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{outputType}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="BenchmarkDotNet" Version="{benchmarkDotNet}" />
              </ItemGroup>
            </Project>
            """);
        if (program.Length > 0) sandbox.Write("bench/Program.cs", program);
        sandbox.WriteBenchmarks(benchmarks);
        await sandbox.GitAsync("init", "--quiet", "--initial-branch=main");
        await sandbox.CommitAsync();
        return sandbox;
    }

    /// <summary>A suite that is measured in lockstep, of which only bytes are judged: times could make suspects.</summary>
    public static async Task<SuiteSandbox> ForLockstepAsync(string benchmarks, string benchmarkDotNet = "0.14.0")
    {
        var sandbox = await CreateAsync(benchmarks, benchmarkDotNet: benchmarkDotNet);
        sandbox.Write("perfgate.json", """{ "gate": { "metrics": ["allocated"] } }""");
        sandbox.Write(".gitignore", "bin/\nobj/\nagain/\n");
        await sandbox.CommitAsync();
        return sandbox;
    }

    /// <summary>The outcome of each benchmark in a report of which one metric was judged.</summary>
    public static SortedDictionary<string, string> Outcomes(string json)
    {
        using var report = JsonDocument.Parse(json);
        var outcomes = report.RootElement.GetProperty("comparisons").EnumerateArray()
            .ToDictionary(item => item.GetProperty("benchmark").GetString()!, item => item.GetProperty("outcome").GetString()!);
        return new SortedDictionary<string, string>(outcomes, StringComparer.Ordinal);
    }

    public void Write(string name, string content) => _folder.Write(name, content);

    /// <summary>Replaces the benchmarks: members of one class.</summary>
    public void WriteBenchmarks(string members) => Write(
        "bench/Benchmarks.cs",
        $$"""
        using BenchmarkDotNet.Attributes;
        namespace Bench;
        public class Work
        {
            private int Spin(int times) { var sum = 0; for (var i = 0; i < times; i++) sum += i * i; return sum; }
            {{members}}
        }
        """);

    public async Task CommitAsync()
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", "state");
    }

    public async Task<string> GitAsync(params string[] arguments)
    {
        string[] identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false"];
        var spec = new ProcessSpec("git", [.. identity, .. arguments]) { WorkingDirectory = Path };
        var output = await ProcessRunner.RunAsync(spec, CancellationToken.None);
        output.ExitCode.ShouldBe(0, output.StandardError);
        return output.Text.TrimEnd('\n');
    }

    public Task<CliResult> RunAsync(params string[] args) => Cli.RunAsync(Path, args);

    public Task<CliResult> RunAsync(Action<string> onError, CancellationToken cancellationToken, params string[] args) =>
        Cli.RunAsync(Path, new Dictionary<string, string>(StringComparer.Ordinal), onError, cancellationToken, args);

    /// <summary>Worktrees besides the user's own; a finished run leaves none.</summary>
    public async Task<int> LeftWorktreesAsync() => (await GitAsync("worktree", "list", "--porcelain"))
        .Split('\n')
        .Count(line => line.StartsWith("worktree ", StringComparison.Ordinal)) - 1;

    public void Dispose() => _folder.Dispose();

    // Short whole launches, but long enough for optimised code: the tests are about the way, not about precision.
    private static string Configure(string rules) =>
        $$"""
        {
          {{rules}},
          "measure": { "launches": 2, "arguments": ["--inProcess", "--warmupCount", "6", "--iterationCount", "4", "--iterationTime", "20"] }
        }
        """;
}
