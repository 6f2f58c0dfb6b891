using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>A report on its way out.</summary>
/// <param name="Report">The report.</param>
/// <param name="Path">File that holds it as JSON; null without one.</param>
internal sealed record Publication(Report Report, string? Path)
{
    /// <summary>Pull request that gets the comment; null for none.</summary>
    public long? PullRequest { get; init; }

    /// <summary>Branch of this repository that the pull request merges; null where what was measured is known to be its head.</summary>
    public string? HeadBranch { get; init; }

    /// <summary>Commit that gets the check run; null for none.</summary>
    public string? Sha { get; init; }

    /// <summary>Run that measured.</summary>
    public RunIdentity? Run { get; init; }

    /// <summary>Why nothing can be written at GitHub; null when it can.</summary>
    public string? ReadOnly { get; init; }

    /// <summary>Whether who measured is not trusted with more than a comment.</summary>
    public bool IsUntrusted { get; private init; }

    private const string Unvouched = "The numbers come from the fork's own run of its own code; nobody else has measured them.";

    /// <summary>
    /// The same, measured by code of a stranger: it says so, and gets a comment and nothing that a merge could depend on.
    /// </summary>
    public Publication AsUntrusted() => this with
    {
        IsUntrusted = true,
        Report = Report with { Measured = [.. Report.Measured, Unvouched] },
    };
}
