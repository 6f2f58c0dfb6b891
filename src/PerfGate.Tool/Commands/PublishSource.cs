using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Commands;

/// <summary>Where a report to publish comes from.</summary>
internal sealed record PublishSource(string? ReportFile, IReadOnlyList<string> Results, string Artifact)
{
    // A report of 50,000 comparisons has 50 MB.
    private const int MaxBytes = 256 * 1024 * 1024;

    public void Check()
    {
        if (ReportFile is not null && Results.Count > 0)
        {
            throw new PerfGateException(
                ErrorCode.InvalidArguments,
                "publish",
                "--report and --results exclude each other",
                "A report is published as it is, results are judged first.");
        }
    }

    /// <param name="context">What the command works with.</param>
    /// <param name="followed">The run that this one follows; null when it follows none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Publication> ReadAsync(CommandContext context, FollowedRunReader? followed, CancellationToken cancellationToken)
    {
        if (ReportFile is not null) return new Publication(ReadFile(context.PathOf(ReportFile)), context.PathOf(ReportFile));
        if (Results.Count > 0)
        {
            return new Publication(Judgement.Of(context, await StoredComparison.OfResultsAsync(context, Results, cancellationToken)), null);
        }
        return followed is not null
            ? new Publication(await followed.ReportAsync(Artifact, cancellationToken), null)
            : throw new PerfGateException(
                ErrorCode.InvalidArguments,
                "publish",
                "there is nothing to publish",
                "Name it with --report or --results; an artifact is only read in a workflow_run.");
    }

    private static Report ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new PerfGateException(ErrorCode.ReportNotReadable, path, "the file is larger than any report");
            }
            return JsonReportReader.Read(File.ReadAllBytes(path), path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(
                ErrorCode.ReportNotReadable, path, $"cannot be read: {problem.Message}", "Check the path.", problem);
        }
    }
}
