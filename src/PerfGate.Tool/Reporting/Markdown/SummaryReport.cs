namespace PerfGate.Tool.Reporting;

/// <summary>The report as the summary of a job: as the comment, with more rows.</summary>
internal static class SummaryReport
{
    /// <summary>GitHub takes a mebibyte from a step; other steps of the job have their own.</summary>
    public const int GitHubLimit = 1 << 20;

    public static string Write(Report report, int maxBytes = GitHubLimit) =>
        MarkdownReport.Text(report, new MarkdownSize(Rows: 100, Folded: 200, maxBytes));
}
