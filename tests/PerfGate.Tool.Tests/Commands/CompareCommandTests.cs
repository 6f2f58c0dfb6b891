using System.Collections.Immutable;
using System.Text.Json;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Reporting;

namespace PerfGate.Tool.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_result_compared_with_itself_passes()
    {
        Write("a.json", slower: 1);

        var result = await Cli.RunAsync(_folder.Path, "compare", "a.json", "a.json");

        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
        result.Out.ShouldStartWith("PASS");
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Results_whose_metrics_nobody_asked_for_are_named()
    {
        Write("a.json", slower: 1);
        _folder.Write("perfgate.json", """{ "gate": { "metrics": ["throughput"] } }""");

        var result = await Cli.RunAsync(_folder.Path, "compare", "a.json", "a.json");

        result.Code.ShouldBe(ExitCode.NotMeasured, result.Out + result.Error);
        result.Out.ReplaceLineEndings(" ").ShouldContain("No metric is compared: the results have allocated, time");
    }

    [Theory]
    [InlineData(1.4, null, 1, "major")]
    [InlineData(1.4, "minor", 1, "major")]
    [InlineData(1.4, "critical", 0, "major")]
    [InlineData(1.8, "never", 0, "critical")]
    [InlineData(1.03, "minor", 0, "unchanged")]
    [InlineData(0.7, "minor", 0, "improved")]
    public async Task A_slowdown_fails_from_the_chosen_severity_on(double slower, string? failOn, int code, string outcome)
    {
        Write("base.json", slower: 1);
        Write("current.json", slower);
        string[] options = failOn is null ? [] : ["--fail-on", failOn];

        var result = await Cli.RunAsync(_folder.Path, ["compare", "base.json", "current.json", "--format", "json", .. options]);

        ((int)result.Code).ShouldBe(code, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        report.RootElement.GetProperty("exitCode").GetInt32().ShouldBe(code);
        report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Single(item => item.GetProperty("metric").GetString() == "time"
                && item.GetProperty("benchmark").GetString() == "Lib.Benchmarks.Changed")
            .GetProperty("outcome").GetString().ShouldBe(outcome);
    }

    [Theory]
    [InlineData(0, 24, "critical", 1)]
    [InlineData(1000, 1100, "minor", 0)]
    [InlineData(1000, 1300, "major", 1)]
    [InlineData(100_000, 100_050, "unchanged", 0)]
    [InlineData(1000, 0, "improved", 0)]
    [InlineData(0, 0, "unchanged", 0)]
    public async Task Allocated_bytes_are_exact(double before, double after, string outcome, int code)
    {
        Write("base.json", slower: 1, before);
        Write("current.json", slower: 1, after);

        var result = await Cli.RunAsync(_folder.Path, "compare", "base.json", "current.json", "--format", "json");

        ((int)result.Code).ShouldBe(code, result.Out);
        using var report = JsonDocument.Parse(result.Out);
        report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Single(item => item.GetProperty("metric").GetString() == "allocated"
                && item.GetProperty("benchmark").GetString() == "Lib.Benchmarks.Changed")
            .GetProperty("outcome").GetString().ShouldBe(outcome);
    }

    [Fact]
    public async Task A_benchmark_that_is_gone_fails_unless_the_policy_says_otherwise()
    {
        var results = Results(1);
        ResultSetFile.Write(_folder["base.json"], results);
        ResultSetFile.Write(_folder["current.json"], results with { Benchmarks = results.Benchmarks[1..] });

        var strict = await Cli.RunAsync(_folder.Path, "compare", "base.json", "current.json");
        strict.Code.ShouldBe(ExitCode.NotMeasured);
        strict.Out.ShouldContain("removed", Case.Insensitive);

        _folder.Write("perfgate.json", """{ "gate": { "missing": "warn" } }""");
        (await Cli.RunAsync(_folder.Path, "compare", "base.json", "current.json")).Code.ShouldBe(ExitCode.Pass);
    }

    [Fact]
    public async Task Further_reports_go_to_files_and_the_printed_one_with_them()
    {
        Write("a.json", slower: 1);

        var result = await Cli.RunAsync(
            _folder.Path, "compare", "a.json", "a.json", "--format", "markdown", "--out", "out/report.md",
            "--report", "json=r.json", "--report", "JUnit=r.xml", "--report", "csv=r.csv");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        result.Out.ShouldBeEmpty();
        File.ReadAllText(_folder["out/report.md"]).ShouldContain("Pass", Case.Insensitive);
        File.ReadAllText(_folder["r.xml"]).ShouldContain("<testsuite");
        File.ReadAllText(_folder["r.csv"]).ShouldContain("Lib.Benchmarks.Changed");
        JsonDocument.Parse(File.ReadAllText(_folder["r.json"])).Dispose();
        Directory.EnumerateFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_else_is_touched()
    {
        Write("a.json", slower: 1);

        await Cli.RunAsync(_folder.Path, "compare", "a.json", "a.json");

        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["a.json"]);
    }

    [Theory]
    [InlineData("missing.json", "PG2003")]
    [InlineData("text.json", "PG2004")]
    [InlineData("empty", "PG2005")]
    public async Task What_cannot_be_read_is_named_and_ends_with_exit_code_3(string path, string code)
    {
        Write("a.json", slower: 1);
        _folder.Write("text.json", "this is no JSON");
        Directory.CreateDirectory(_folder["empty"]);

        var result = await Cli.RunAsync(_folder.Path, "compare", "a.json", path);

        result.Code.ShouldBe(ExitCode.NotMeasured);
        result.Out.ShouldBeEmpty();
        result.Error.ShouldContain($"error {code}:");
        result.Error.ShouldContain(path);
        result.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("::set-output name=x::y")]
    [InlineData("##vso[task.complete result=Succeeded]")]
    [InlineData("##[error]x")]
    public async Task What_a_file_says_is_no_command_to_whatever_reads_the_error(string command)
    {
        _folder.Write("a.json", $$"""{ "schema": "perfgate.results/1\n{{command}}" }""");

        var result = await Cli.RunAsync(_folder.Path, "compare", "a.json", "a.json");

        result.Code.ShouldBe(ExitCode.NotMeasured);
        result.Error.ShouldContain("error PG2004: The schema is \"perfgate.results/1\n  ");
        result.Error.Split('\n').Where(HostileText.IsCommand).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("console")]
    [InlineData("csv")]
    [InlineData("markdown")]
    [InlineData("msbuild")]
    public async Task No_name_is_a_command_to_whatever_reads_the_report(string format)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["TF_BUILD"] = "True" };
        foreach (var name in new[] { "::set-output name=x::y", "##vso[task.complete]", "##[error]x" })
        {
            var benchmark = Results(1).Benchmarks[0] with { Id = new BenchmarkId("", name, name, name), Suite = name };
            ResultSetFile.Write(_folder["base.json"], Results(1) with { Benchmarks = [benchmark] });
            ResultSetFile.Write(
                _folder["current.json"],
                Results(1) with { Benchmarks = [benchmark with { Metrics = Results(1.4).Benchmarks[0].Metrics }] });

            var result = await Cli.RunAsync(
                _folder.Path, variables, CancellationToken.None, "compare", "base.json", "current.json", "--format", format);

            result.Code.ShouldBe(ExitCode.GateFailed, result.Error);
            result.Out.Split('\n').Where(HostileText.IsCommand).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task In_GitHub_Actions_no_line_is_a_command_while_it_compares()
    {
        Write("a.json", slower: 1);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["GITHUB_ACTIONS"] = "true" };

        var result = await Cli.RunAsync(_folder.Path, variables, CancellationToken.None, "compare", "a.json", "a.json");

        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("::stop-commands::");
        lines[1].ShouldBe($"::{lines[0]["::stop-commands::".Length..]}::");
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_named_and_ends_with_exit_code_5()
    {
        Write("a.json", slower: 1);

        var result = await Cli.RunAsync(_folder.Path, "compare", "a.json", "a.json", "--report", "json=a.json/below/a/file.json");

        result.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        result.Error.ShouldContain("PG4001");
    }

    [Theory]
    [InlineData("--report", "json=base.json/below.json")]
    [InlineData("--out", "base.json/below.txt")]
    public async Task A_report_that_cannot_be_written_hides_no_verdict(string option, string value)
    {
        Write("base.json", slower: 1);
        Write("current.json", slower: 1.4);

        var failing = await Cli.RunAsync(
            _folder.Path, "compare", "base.json", "current.json", option, value, "--report", "csv=written.csv");
        var passing = await Cli.RunAsync(_folder.Path, "compare", "base.json", "base.json", option, value);

        failing.Code.ShouldBe(ExitCode.GateFailed, failing.Error);
        failing.Out.ShouldStartWith("FAIL");
        failing.Error.ShouldContain("error PG4001:");
        File.ReadAllText(_folder["written.csv"]).ShouldContain("Lib.Benchmarks.Changed");
        passing.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        passing.Out.ShouldStartWith("PASS");
        passing.Error.ShouldContain("error PG4001:");
    }

    [Fact]
    public async Task An_empty_name_of_a_file_is_none()
    {
        Write("a.json", slower: 1);

        var result = await Cli.RunAsync(_folder.Path, "compare", "a.json", "a.json", "--out", "", "--config", "");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        result.Out.ShouldStartWith("PASS");
    }

    private void Write(string name, double slower, double allocated = 64) => ResultSetFile.Write(_folder[name], Results(slower, allocated));

    // Quiet launches: what is tested here is the way from files to exit code, not the statistics.
    private static ResultSet Results(double slower, double allocated = 64)
    {
        var random = new Random(7);
        BenchmarkResult Of(string method, double level, double bytes) => new(
            new BenchmarkId("Lib", "Benchmarks", method, Runtime: ".NET 10.0"),
            "Lib.Benchmarks",
            [
                new MetricSamples(Metric.Time, [.. Enumerable.Range(0, 6).Select(_ => Launch(random, level))]),
                MetricSamples.FromValue(Metric.Allocated, bytes),
            ]);
        return new ResultSet(
            new Provenance(),
            new HostEnvironment("linux", "", "x64", "A CPU", 4, 2, ".NET 10.0"),
            [Of("Changed", 1000 * slower, allocated), Of("Same", 500, 32)],
            []);
    }

    private static ImmutableArray<double> Launch(Random random, double level)
    {
        var launch = 1 + 0.004 * (random.NextDouble() - 0.5);
        return [.. Enumerable.Range(0, 10).Select(_ => level * launch * (1 + 0.004 * (random.NextDouble() - 0.5)))];
    }
}
