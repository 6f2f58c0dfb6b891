using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.MSBuild;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Sources;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Reporting;

namespace PerfGate.Tool.Tests.MSBuild;

public sealed class MSBuildReportTests
{
    [Theory]
    [InlineData(Outcome.Minor, "warning PG0001")]
    [InlineData(Outcome.Major, "error PG0002")]
    [InlineData(Outcome.Critical, "error PG0003")]
    [InlineData(Outcome.Inconclusive, "message PG0005")]
    [InlineData(Outcome.Removed, "message PG0004")]
    [InlineData(Outcome.Failed, "message PG0004")]
    public void Severity_follows_what_fails_and_the_code_what_was_found(object outcome, string kind)
    {
        var finding = Sample.Finding((Outcome)outcome, Sample.Id("Shop", "Cart", "Total"), Metric.Time, 100, 140, 0.02);

        Lines(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]))[0].ShouldStartWith($"perfgate : {kind}: Cart.Total: ");
    }

    [Theory]
    [InlineData(Outcome.Minor, FailureCause.Regression, "error PG0001")]
    [InlineData(Outcome.Major, FailureCause.None, "warning PG0002")]
    [InlineData(Outcome.Critical, FailureCause.None, "warning PG0003")]
    [InlineData(Outcome.Removed, FailureCause.NotMeasured, "error PG0004")]
    [InlineData(Outcome.Inconclusive, FailureCause.Inconclusive, "error PG0005")]
    public void Where_the_policy_fails_on_something_else_the_severity_follows(object outcome, object failure, string kind)
    {
        var found = Sample.Finding((Outcome)outcome, Sample.Id("Shop", "Cart", "Total"), Metric.Time, 100, 140, 0.02);
        var finding = found with { Failure = (FailureCause)failure };

        Lines(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]))[0].ShouldStartWith($"perfgate : {kind}: ");
    }

    [Fact]
    public void What_was_accepted_is_a_message_and_what_is_unchanged_is_not_listed()
    {
        var lines = Lines(Sample.Small);

        const string start = "perfgate : message PG0001: LruCache<String, Object>.GetOrAdd(Capacity=1000, Mode=Concurrent): "
            + "minor regression of time +13.9 %";
        lines.ShouldContain(line => line.StartsWith(start, StringComparison.Ordinal)
            && line.EndsWith("accepted up to +20 % until 2027-01-31: the safer hash costs this much", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("Size=16", StringComparison.Ordinal)
            || line.Contains("WriteStrings", StringComparison.Ordinal));
        lines[^1].ShouldStartWith("perfgate : message: PerfGate: FAIL 1 critical, 1 major regressions (fail-on: major)");
    }

    [Fact]
    public void Nothing_compared_is_an_error_of_its_own()
    {
        var report = Sample.Of(Verdict.Fail, ExitCode.NotMeasured, []);
        report = report with { Result = report.Result with { Failure = FailureCause.NotMeasured } };

        Lines(report)[0].ShouldBe("perfgate : error PG0006: nothing was compared");
    }

    [Fact]
    public void A_benchmark_whose_source_is_known_points_there()
    {
        using var folder = new TemporaryFolder();
        folder.Write("my bench/Bench.csproj", "<Project />");
        folder.Write("my bench/Cart (1).cs", "namespace Shop;\n\npublic class Cart\n{\n    public void Total() { }\n}\n");
        var finding = Sample.Finding(Outcome.Major, Sample.Id("Shop", "Cart", "Total"), Metric.Time, 100, 140, 0.02);
        var sources = BenchmarkSources.Read(folder.Path, [new SuiteProject(folder["my bench/Bench.csproj"])]);
        var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]) with { Sources = sources };

        var line = Lines(report)[0];

        line.ShouldStartWith("my bench/Cart (1).cs(5): error PG0002: ");
        Diagnostic.Parse(line)!.ShouldSatisfyAllConditions(
            diagnostic => diagnostic.Origin.ShouldBe("my bench/Cart (1).cs"),
            diagnostic => diagnostic.Line.ShouldBe(5));
    }

    [Fact]
    public void Whatever_names_and_reasons_hold_every_line_is_one_that_the_build_reads()
    {
        foreach (var report in Enumerable.Range(0, 100).Select(RandomReport.Of))
        {
            foreach (var line in Lines(report)) Diagnostic.Parse(line).ShouldNotBeNull(line);
        }
    }

    private static string[] Lines(Report report) =>
        Sample.Text(ReportFormat.MSBuild, report).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
