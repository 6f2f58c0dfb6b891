using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>
/// Whether a comment reports something that is to be done; remembered in its last line, so that the next run knows what it updates.
/// </summary>
internal static class CommentState
{
    public const string Open = "open";
    public const string Resolved = "resolved";
    public const string Quiet = "quiet";

    /// <summary>The state of a comment after what was there before.</summary>
    public static string After(string? before, Report report)
    {
        if (IsOpen(report)) return Open;
        return before is Open or Resolved ? Resolved : Quiet;
    }

    /// <summary>Whether a report wants a comment where there is none yet.</summary>
    public static bool IsWanted(CommentMode mode, Report report) => mode switch
    {
        CommentMode.Always => true,
        CommentMode.Changes => IsOpen(report) || report.Result.Count(Outcome.Improved) > 0,
        CommentMode.Regressions => IsOpen(report),
        _ => false,
    };

    private static bool IsOpen(Report report) =>
        report.Result.Failure != FailureCause.None
        || report.SuiteFailures.Length > 0
        || report.Result.Findings.Any(finding => finding.Outcome is Outcome.Minor or Outcome.Major or Outcome.Critical or Outcome.Failed);
}
