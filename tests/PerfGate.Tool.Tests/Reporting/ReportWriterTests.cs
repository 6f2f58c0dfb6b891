using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class ReportWriterTests
{
    public static TheoryData<string> Formats => [.. Enum.GetNames<ReportFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_report_reads_the_same_under_every_culture(string format)
    {
        var previous = Thread.CurrentThread.CurrentCulture;
        var report = Sample.Large(300);
        try
        {
            Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
            var expected = Sample.Text(Enum.Parse<ReportFormat>(format), report);
            foreach (var culture in new[] { "de-DE", "ar-SA", "tr-TR" })
            {
                Thread.CurrentThread.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                1.5.ToString(format: null, provider: null).ShouldNotBe("1.5", "the culture must be one that would show");
                Sample.Text(Enum.Parse<ReportFormat>(format), report).ShouldBe(expected, culture);
            }
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = previous;
        }
    }

    [Theory]
    [InlineData(nameof(ReportFormat.Json))]
    [InlineData(nameof(ReportFormat.JUnit))]
    [InlineData(nameof(ReportFormat.MSBuild))]
    public void No_line_that_is_printed_for_a_program_is_a_command_to_the_ci_system_that_reads_along(string format)
    {
        foreach (var text in HostileText.All)
        {
            var metric = new Metric(text, text, Better.Lower, MetricKind.Sampled);
            var finding = Sample.Finding(Outcome.Major, Sample.Id(text, text, text, text), metric, 100, 130, 0.02, text, text);
            var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding], [text]) with
            {
                Baseline = text,
                SuiteFailures = [new SuiteFailure(text, ["first", text, " ::error::x"])],
            };

            foreach (var line in Sample.Text(Enum.Parse<ReportFormat>(format), report).Split('\n', '\r'))
                HostileText.IsCommand(line).ShouldBeFalse(line);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Whatever_a_report_holds_it_is_written(string format)
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            Sample.Text(Enum.Parse<ReportFormat>(format), RandomReport.Of(seed)).ShouldNotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_compared_is_written_too(string format)
    {
        var text = Sample.Text(Enum.Parse<ReportFormat>(format), Sample.Of(Verdict.Fail, ExitCode.NotMeasured, []));
        text.ShouldNotBeEmpty();
        if (format is nameof(ReportFormat.Console) or nameof(ReportFormat.Markdown)) text.ShouldContain("nothing was compared");
    }
}
