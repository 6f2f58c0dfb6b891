using System.Text.RegularExpressions;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites.Sources;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Reporting.ContinuousIntegration;

public sealed class CiOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GITHUB_ACTIONS", "true", nameof(CiSystem.GitHubActions))]
    [InlineData("TF_BUILD", "True", nameof(CiSystem.AzurePipelines))]
    [InlineData("GITLAB_CI", "true", nameof(CiSystem.GitLab))]
    [InlineData("TEAMCITY_VERSION", "2025.07 (build 197242)", nameof(CiSystem.TeamCity))]
    [InlineData("GITLAB_CI", "false", nameof(CiSystem.None))]
    [InlineData("TF_BUILD", "", nameof(CiSystem.None))]
    [InlineData("JENKINS_URL", "http://x", nameof(CiSystem.None))]
    public void A_system_is_known_by_what_it_says_in_the_environment(string name, string value, string expected) =>
        CiSystems.Of(new Dictionary<string, string> { [name] = value }).ToString().ShouldBe(expected);

    [Fact]
    public void Azure_gets_an_issue_a_regression_and_a_page_of_the_summary()
    {
        var log = Run(Sample.Small, ("TF_BUILD", "True"), ("AGENT_TEMPDIRECTORY", _folder["temp dir"]));

        log.Length.ShouldBe(4);
        log[0].ShouldBe(
            "##vso[task.logissue type=error;]Critical regression: Utf8Parser.ParseDocument(Size=4096): "
            + "allocated 0 → 24 B, new; allocations are exact"
            + "%0Atime 1.18 → 1.52 µs, +28.5 %AZP25 [+25 %AZP25, +32 %AZP25]; Confirmed by 8 fresh launch pairs");
        var page = _folder["temp dir/perfgate-summary.md"];
        log[3].ShouldBe($"##vso[task.uploadsummary]{page}");
        File.ReadAllText(page).ShouldStartWith("❌ **FAIL**");
    }

    [Fact]
    public void GitLab_gets_its_metrics()
    {
        Run(Sample.Small, ("GITLAB_CI", "true")).ShouldBeEmpty();

        var lines = File.ReadAllText(_folder[".perfgate/metrics.txt"]).Split('\n');
        lines[0].ShouldBe("# TYPE perfgate_benchmark gauge");
        lines.ShouldContain(
            "perfgate_benchmark{suite=\"Benchmarks\",benchmark=\"Json.Utf8Parser.ParseDocument(Size=4096) [.NET 10.0]\","
            + "metric=\"time\",unit=\"ns\"} 1521.7");
        lines[^2..].ShouldBe(["# EOF", ""]);

        // What it lies in ignores itself, so that the checkout stays as clean as it was.
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_folder[".perfgate"]]);
        File.ReadAllText(_folder[".perfgate/.gitignore"]).ShouldBe("*\n");
    }

    [Fact]
    public void GitLab_cuts_no_line_off_at_a_number_sign()
    {
        var finding = Sample.Finding(Outcome.Unchanged, Sample.Id("", "T", "M", "Text=long […] text #05d58d14"), Metric.Time, 1, 2, 0.1);

        Run(Sample.Of(Verdict.Pass, ExitCode.Pass, [finding]), ("GITLAB_CI", "true"));

        var value = File.ReadAllLines(_folder[".perfgate/metrics.txt"]).Single(line => !line.StartsWith('#'));
        value.ShouldNotContain("#");
        value.ShouldContain("text ＃05d58d14");
    }

    [Theory]
    [InlineData("CI", "true", true)]
    [InlineData("CI", "False", false)]
    [InlineData("TF_BUILD", "True", true)]
    [InlineData("TF_BUILD", "false", false)]
    [InlineData("TEAMCITY_VERSION", "2025.07", true)]
    [InlineData("GITHUB_ACTIONS", "", false)]
    public void A_log_of_a_job_is_known_by_the_same_rules(string name, string value, bool expected)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value };
        var host = new Host(TextWriter.Null, TextWriter.Null, environment, _folder.Path, TimeProvider.System);

        host.IsContinuousIntegration.ShouldBe(expected);
        CommandGuard.IsInActions(host).ShouldBe(CiSystems.Of(environment) == CiSystem.GitHubActions);
    }

    [Fact]
    public void TeamCity_gets_a_statistic_a_value_and_a_problem_when_the_gate_fails()
    {
        var log = Run(Sample.Small, ("TEAMCITY_VERSION", "2025.07"));

        log[0].ShouldBe("##teamcity[buildStatisticValue key='Json.Utf8Parser.ParseDocument(Size=4096) |[.NET 10.0|] time' value='1521.7']");
        log[^1].ShouldBe(
            "##teamcity[buildProblem identity='perfgate' description='PerfGate: "
            + "1 critical, 1 major regressions (fail-on: major); 1 benchmark not measured']");
        Run(Sample.Of(Verdict.Pass, ExitCode.Pass, []), ("TEAMCITY_VERSION", "2025.07")).ShouldBeEmpty();
    }

    [Fact]
    public void Elsewhere_nothing_is_written()
    {
        Run(Sample.Small).ShouldBeEmpty();
        Run(Sample.Small, ("GITHUB_ACTIONS", "true")).ShouldBeEmpty();
        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Hostile_names_stay_in_one_line_of_one_command()
    {
        foreach (var text in HostileText.All)
        {
            var finding = Sample.Finding(
                Outcome.Major, Sample.Id("", text, text, text), new Metric(text, text, Better.Lower, MetricKind.Sampled), 1, 2, 0.1, text);
            var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]) with { SuiteFailures = [new SuiteFailure(text, [text])] };

            foreach (var line in Run(report, ("TF_BUILD", "True"))) Matches(
                line, @"^##vso\[task\.(logissue type=(error|warning);|uploadsummary)\]");
            foreach (var line in Run(report, ("TEAMCITY_VERSION", "1")))
                Matches(line,
                    @"^##teamcity\[(buildStatisticValue key='([^'|\[\]\r\n]|\|['|\[\]nr]|\|0x[0-9A-F]{4})*' value='[0-9.]+'|"
                    + @"buildProblem identity='perfgate' description='([^'|\[\]]|\|['|\[\]])*')\]$");
            Run(report, ("GITLAB_CI", "true"));
            foreach (var line in File.ReadAllText(_folder[".perfgate/metrics.txt"]).TrimEnd('\n').Split('\n'))
                Matches(line,
                    """^(# (TYPE|HELP) perfgate_benchmark .*|# EOF|"""
                    + """perfgate_benchmark\{[a-z]+="([^"\\]|\\["\\n])*"(,[a-z]+="([^"\\]|\\["\\n])*")*\} [0-9.]+)$""");
        }
    }

    private static void Matches(string line, string pattern) =>
        Regex.IsMatch(line, pattern, RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBeTrue(line);

    private string[] Run(Report report, params (string Name, string Value)[] variables)
    {
        using var log = new StringWriter { NewLine = "\n" };
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        var host = new Host(TextWriter.Null, TextWriter.Null, environment, _folder.Path, TimeProvider.System);
        CiOutput.Write(report, CommandContext.Create(host, new CommandLineValues()), BenchmarkSources.None, log);
        return log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
