using System.Text.Json;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Checking;

/// <summary>Results of one of several projects, as exports have them: without the name of their suite.</summary>
public sealed class StoredComparisonTests
{
    private static readonly ResultSet OfA = SampleResults.Create("", "OfA");

    [Fact]
    public async Task Of_a_named_project_the_benchmarks_of_the_others_are_not_missing_and_its_own_are()
    {
        using var sandbox = await CreateAsync(
            SampleResults.Benchmark("A", "OfA"), SampleResults.Benchmark("A", "Gone"), SampleResults.Benchmark("B", "OfB"));

        var (result, outcomes) = await CheckAsync(sandbox, OfA, "--against", "baseline", "--project", "A/A.csproj");

        result.Code.ShouldBe(ExitCode.NotMeasured, result.Error);
        outcomes.ShouldBe(["Gone removed", "OfA unchanged"]);
    }

    [Fact]
    public async Task A_record_that_says_no_suite_is_compared_with_the_named_project()
    {
        using var sandbox = await CreateAsync(SampleResults.Benchmark("", "OfA"));

        var (result, outcomes) = await CheckAsync(sandbox, OfA, "--against", "baseline", "--project", "A");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        outcomes.ShouldBe(["OfA unchanged"]);
    }

    [Fact]
    public async Task Results_that_say_their_suite_are_held_against_no_record_that_says_none()
    {
        using var sandbox = await CreateAsync(SampleResults.Benchmark("", "OfA"));
        var path = Path.Combine(sandbox.Root, "current.json");
        ResultSetFile.Write(path, SampleResults.Create("A", "OfA"));

        var check = await Cli.RunAsync(sandbox.Path, "check", "--results", path, "--against", "baseline", "--project", "A");

        check.Error.ShouldContain("PG3003");
    }

    [Fact]
    public async Task A_file_is_compared_by_the_suites_that_it_knows()
    {
        using var sandbox = await CreateAsync(SampleResults.Benchmark("B", "OfB"));
        var file = Path.Combine(sandbox.Root, "base.json");
        string[] options = ["--against", file, "--project", "A/A.csproj"];

        ResultSetFile.Write(file, OfA with { Benchmarks = [SampleResults.Benchmark("A", "OfA"), SampleResults.Benchmark("B", "OfB")] });
        (await CheckAsync(sandbox, OfA, options)).Outcomes.ShouldBe(["OfA unchanged"]);

        ResultSetFile.Write(file, OfA with { Benchmarks = [SampleResults.Benchmark("Before", "OfA")] });
        (await CheckAsync(sandbox, OfA, options)).Outcomes.ShouldBe(["OfA unchanged"], "it was called otherwise");
    }

    [Fact]
    public async Task What_is_recorded_of_a_named_project_has_its_name()
    {
        using var sandbox = await CreateAsync(SampleResults.Benchmark("B", "OfB"));
        var results = Path.Combine(sandbox.Root, "r.json");
        ResultSetFile.Write(results, OfA);

        (await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", results, "--project", "A/A.csproj"))
            .Out.ShouldContain("recorded A: 1 benchmark");
        (await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", results, "--project", "A", "--project", "B"))
            .Out.ShouldContain("recorded results: 1 benchmark", customMessage: "it may be of either");
        (await Cli.RunAsync(sandbox.Path, "baseline", "update", "--results", results, "--project", "nowhere"))
            .Out.ShouldContain("results: 1 benchmark", customMessage: "the sources need not be here");
    }

    // Two projects, and a commit on top of the one that is recorded.
    private static async Task<GitSandbox> CreateAsync(params BenchmarkResult[] recorded)
    {
        var sandbox = await GitSandbox.CreateAsync();
        foreach (var name in new[] { "A", "B" })
        {
            Directory.CreateDirectory(Path.Combine(sandbox.Path, name));
            await sandbox.CommitAsync(
                Path.Combine(name, $"{name}.csproj"), "<Project><ItemGroup><PackageReference Include=\"BenchmarkDotNet\" /></ItemGroup></Project>");
        }

        var results = SampleResults.Create() with { Benchmarks = [.. recorded] };
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync("HEAD", results, CancellationToken.None);
        await sandbox.CommitAsync();
        return sandbox;
    }

    private static async Task<(CliResult Result, string[] Outcomes)> CheckAsync(GitSandbox sandbox, ResultSet results, params string[] options)
    {
        var path = Path.Combine(sandbox.Root, "current.json");
        ResultSetFile.Write(path, results);
        var check = await Cli.RunAsync(sandbox.Path, ["check", "--results", path, "--format", "json", .. options]);
        check.Out.ShouldNotBeEmpty(check.Error);
        using var report = JsonDocument.Parse(check.Out);
        var outcomes = report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Where(item => item.GetProperty("metric").GetString() != "time" || item.GetProperty("outcome").GetString() == "removed")
            .Select(item => $"{Method(item.GetProperty("benchmark").GetString()!)} {item.GetProperty("outcome").GetString()}");
        return (check, [.. outcomes.Order(StringComparer.Ordinal)]);
    }

    private static string Method(string benchmark) => benchmark.Split('(')[0].Split('.')[^1];
}
