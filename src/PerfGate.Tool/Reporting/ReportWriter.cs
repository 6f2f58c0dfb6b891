using PerfGate.Tool.Configuration;

namespace PerfGate.Tool.Reporting;

/// <summary>Writes a report to a text writer; whoever calls it owns the file or terminal behind it.</summary>
internal static class ReportWriter
{
    public static void Write(ReportFormat format, Report report, TextWriter writer, ConsoleStyle style)
    {
        switch (format)
        {
            case ReportFormat.Console:
                ConsoleReport.Write(report, writer, style);
                break;
            case ReportFormat.Markdown:
                MarkdownReport.Write(report, writer);
                break;
            case ReportFormat.Json:
                JsonReport.Write(report, writer);
                break;
            case ReportFormat.Csv:
                CsvReport.Write(report, writer);
                break;
            case ReportFormat.JUnit:
                JUnitReport.Write(report, writer);
                break;
            case ReportFormat.MSBuild:
                MSBuildReport.Write(report, writer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "Not a report format.");
        }
    }
}
