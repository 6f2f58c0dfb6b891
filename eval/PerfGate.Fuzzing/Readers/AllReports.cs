using System.Text;
using System.Xml;
using PerfGate.Fuzzing.Running;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites.Sources;

namespace PerfGate.Fuzzing.Readers;

/// <summary>Writes a report in every form that there is, and holds what must be true of each.</summary>
internal static class AllReports
{
    private static readonly ConsoleStyle[] Styles = [new(), new(Width: 40, Colour: true, Verbosity.Detailed)];

    /// <summary>Writes them.</summary>
    /// <returns>What the report says, a few words each.</returns>
    public static IEnumerable<string> Write(Report report)
    {
        foreach (var style in Styles) Text(ReportFormat.Console, report, style);
        foreach (var format in new[] { ReportFormat.Markdown, ReportFormat.Csv, ReportFormat.MSBuild }) Text(format, report, Styles[0]);
        ReadXml(Text(ReportFormat.JUnit, report, Styles[0]));
        var json = Encoding.UTF8.GetBytes(Text(ReportFormat.Json, report, Styles[0]));
        ReadAgain(json);
        Publish(report);
        return Words(report);
    }

    private static string Text(ReportFormat format, Report report, ConsoleStyle style) => Steps.Time($"write {format}", () =>
    {
        using var writer = new StringWriter();
        ReportWriter.Write(format, report, writer, style);
        return writer.ToString();
    });

    private static void ReadAgain(byte[] json)
    {
        try
        {
            Steps.Time("read the report", () => JsonReportReader.Read(json, "again"));
        }
        catch (PerfGateException problem)
        {
            throw new BrokenPromiseException("A report that the program wrote is refused by itself.", problem);
        }
    }

    private static void ReadXml(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text));
            while (reader.Read())
            {
                // It only has to be well-formed.
            }
        }
        catch (XmlException problem)
        {
            throw new BrokenPromiseException("The JUnit report is no XML.", problem);
        }
    }

    private static void Publish(Report report)
    {
        var options = new CommentOptions { Key = "fuzzing", RunId = "500.1" };
        var comment = Steps.Time("write the comment", () => CommentReport.Write(report, options));
        Promise.Holds(Encoding.UTF8.GetByteCount(comment) <= options.MaxBytes, "A comment is longer than it may be.");
        var summary = Steps.Time("write the summary", () => SummaryReport.Write(report));
        Promise.Holds(Encoding.UTF8.GetByteCount(summary) <= SummaryReport.GitHubLimit, "A summary is longer than it may be.");
        _ = Steps.Time("write for other systems", () =>
        {
            var annotations = Annotations.For(report, BenchmarkSources.None);
            using var writer = new StringWriter();
            WorkflowCommands.Write(annotations, writer);
            AzureCommands.Write(annotations, writer);
            OpenMetrics.Write(report, writer);
            TeamCityMessages.Write(report, writer);
            writer.Write(StepOutputs.Text(StepOutputs.Of(report, "report.json", comment: null)));
            writer.Write(CommentState.After(CommentMarker.StateOf(comment), report));
            return writer.ToString().Length;
        });
    }

    private static IEnumerable<string> Words(Report report) => report.Result.Findings
        .Take(2_000)
        .Select(finding => $"{finding.Outcome} {finding.Failure} {finding.Comparison.Evidence} {Outcomes.Plain(finding.Comparison.Reason)}")
        .Concat(report.Result.Findings.Take(2_000).SelectMany(finding => finding.Comparison.Warnings.Select(Outcomes.Plain)))
        .Concat(report.Result.Warnings.Take(50).Select(Outcomes.Plain))
        .Append($"{report.Result.Verdict} {report.ExitCode}")
        .Distinct(StringComparer.Ordinal);
}
