using PerfGate.Tool.GitHub;

namespace PerfGate.Tool.Publishing;

/// <summary>What a workflow runs for, as far as publishing needs to know.</summary>
/// <param name="Repository">Repository that the workflow runs in.</param>
/// <param name="Run">The run; null when the environment does not say.</param>
internal sealed record WorkflowEvent(RepositoryName Repository, RunIdentity? Run)
{
    /// <summary>Commit that the result is about: of a pull request its head, never the merge commit that was measured.</summary>
    public string? Sha { get; init; }

    /// <summary>Number of the pull request; null when the event is about none.</summary>
    public long? PullRequest { get; init; }

    /// <summary>Branch that the pull request merges; null when the event does not say.</summary>
    public string? HeadBranch { get; init; }

    /// <summary>Why the token cannot write; null when it may.</summary>
    public string? ReadOnly { get; init; }

    /// <summary>The run that this one follows, of a <c>workflow_run</c>.</summary>
    public FollowedRun? Followed { get; init; }
}
