using System.Text;

namespace PerfGate.Tool.Reporting;

/// <summary>The report as the summary of a job.</summary>
internal static class SummaryReport
{
    /// <summary>GitHub takes a mebibyte from a step; other steps of the job have their own.</summary>
    public const int GitHubLimit = 1 << 20;

    public static string Write(Report report, int maxBytes = GitHubLimit)
    {
        using var writer = new StringWriter();
        MarkdownReport.Write(report, writer);
        var text = writer.ToString();
        return Encoding.UTF8.GetByteCount(text) <= maxBytes ? text : text.Split('\n')[0] + "\n";
    }
}
