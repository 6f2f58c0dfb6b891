using PerfGate.Tool.GitHub;

namespace PerfGate.Tool.Publishing;

/// <summary>The run that a <c>workflow_run</c> follows. Everything here was filled in by GitHub, nothing by the run itself.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Event">What it ran for.</param>
/// <param name="HeadSha">Commit that it ran for.</param>
/// <param name="HeadBranch">Branch of that commit.</param>
/// <param name="HeadOwner">Owner of the repository that has the branch.</param>
/// <param name="HeadRepository">That repository: a fork, or the own one.</param>
internal sealed record FollowedRun(
    RunIdentity Run, string Event, string HeadSha, string HeadBranch, string HeadOwner, RepositoryName HeadRepository);
