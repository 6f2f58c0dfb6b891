using PerfGate.Tool.GitHub;
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

    /// <summary>The same, of what a workflow runs for.</summary>
    public Publication For(WorkflowEvent happened) => this with
    {
        PullRequest = happened.PullRequest,
        HeadBranch = happened.HeadBranch,

        // The commit that a workflow_run names is the one that the other run measured, and not what is here.
        Sha = happened.Followed is null ? happened.Sha : null,
        Run = happened.Run,
        ReadOnly = happened.ReadOnly,
    };

    /// <summary>
    /// The same, of the run that this one follows. Where another repository than the own one measured, it was code of a stranger: the report
    /// says so, and gets a comment and nothing that a merge could depend on.
    /// </summary>
    public Publication Of(FollowedRun followed, RepositoryName own)
    {
        var isOwn = string.Equals(followed.HeadRepository.ToString(), own.ToString(), StringComparison.OrdinalIgnoreCase);
        var taken = this with { Sha = followed.HeadSha, Run = followed.Run };
        return isOwn ? taken : taken with { IsUntrusted = true, Report = Report with { Caveat = Unvouched } };
    }
}
