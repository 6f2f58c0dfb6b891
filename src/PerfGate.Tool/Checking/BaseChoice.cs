using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Checking;

/// <summary>Which commit the working tree is compared with when nobody said which.</summary>
internal static class BaseChoice
{
    /// <summary>
    /// The commit that the working tree should be compared with when nobody said which: what a pull request or a merge queue merges
    /// into, what is uncommitted against its commit, a branch against where it began on the main one, and a commit against its parent.
    /// A clone of depth 1 names it without holding it.
    /// </summary>
    /// <exception cref="PerfGateException">There is none.</exception>
    public static async Task<(string Id, string Why)> IdAsync(
        CommandContext context, GitRepository repository, CancellationToken cancellationToken)
    {
        var head = await repository.ResolveAsync("HEAD", cancellationToken);
        var happened = context.Host.Variable("GITHUB_EVENT_NAME");

        // Only GitHub's own merge commit has the target first. A workflow that checks out the branch may find another merge at its end,
        // whose first parent is a commit of the branch itself.
        if (happened is "pull_request"
            && string.Equals(head.Id, context.Host.Variable("GITHUB_SHA"), StringComparison.OrdinalIgnoreCase)
            && await repository.FirstParentOfMergeAsync(cancellationToken) is { } target)
        {
            return (target, "what the pull request merges into");
        }

        if (happened is "merge_group" && await MergeQueueBaseAsync(context, repository, head, cancellationToken) is { } stood) return stood;

        foreach (var (variable, why) in OfMergeRequests)
        {
            if (context.Host.Variable(variable) is not { } named) continue;
            if (await repository.FindAsync(named, cancellationToken) is { } found) return (found.Id, why);
        }

        // A job that builds something into its checkout has changed nothing of what it checks.
        var into = Target(context);
        var isJob = into is not null || CiSystems.Of(context.Host.Environment) != CiSystem.None || context.Host.IsContinuousIntegration;
        if (!isJob && (await repository.ChangesAsync(cancellationToken)).IsDirty)
        {
            return (head.Id, "the last commit, as the working tree has changes");
        }

        if (into is not null) await RequireAsync(repository, head, into, cancellationToken);
        foreach (var branch in into is null ? MainBranches : [$"origin/{into}", into])
        {
            if (await ForkAsync(repository, head, branch, cancellationToken) is not { } fork) continue;

            // What is on the main branch itself is compared with what came before it, and not with another branch.
            if (fork == head.Id) break;
            return (fork, $"where the branch began on {branch}");
        }

        if (await repository.ParentsAsync(head.Id, cancellationToken) is [var parent, ..])
        {
            return (parent, "the parent of the current commit");
        }

        throw new PerfGateException(
            ErrorCode.NoBaseline,
            "HEAD",
            "the only commit has no parent to compare with",
            "Name what to compare with: --against REV, or --against FILE.");
    }

    /// <summary>
    /// What the merge queue merges into, as GitHub says. A queue that rebases puts several commits on it, so that the parent of the
    /// last one is in the middle of them; it has to do where nothing better is known.
    /// </summary>
    private static async Task<(string Id, string Why)?> MergeQueueBaseAsync(
        CommandContext context, GitRepository repository, GitCommit head, CancellationToken cancellationToken)
    {
        const string why = "what the merge queue merges into";
        var named = EventReader.MergeGroupBase(context.Host.Environment);
        if (named is not null && await repository.FindAsync(named, cancellationToken) is { } found) return (found.Id, why);
        if (await repository.ParentsAsync(head.Id, cancellationToken) is not [var parent, ..]) return null;
        return named is null || string.Equals(named, parent, StringComparison.OrdinalIgnoreCase)
            ? (parent, why)
            : (parent, $"the parent of the current commit, as {GitId.Short(named)}, which the merge queue merges into, is not in this clone");
    }

    // GitLab says what it merged into where it tests the merged result, and else where the branch began.
    private static readonly (string Variable, string Why)[] OfMergeRequests =
    [
        ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "what the merge request merges into"),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "where the merge request began on its target"),
    ];

    private static readonly string[] MainBranches = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

    // What a pull request merges into, as GitHub, GitLab, Azure Pipelines, Bitbucket and Jenkins call it.
    private static readonly string[] TargetVariables =
    [
        "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "SYSTEM_PULLREQUEST_TARGETBRANCH", "BITBUCKET_PR_DESTINATION_BRANCH",
        "CHANGE_TARGET",
    ];

    private static string? Target(CommandContext context)
    {
        const string heads = "refs/heads/";
        var target = TargetVariables.Select(name => context.Host.Variable(name)).FirstOrDefault(value => value is not null);
        return target?.StartsWith(heads, StringComparison.Ordinal) == true ? target[heads.Length..] : target;
    }

    // The parent of the last commit instead would let all but the last commit of a pull request through.
    private static async Task RequireAsync(GitRepository repository, GitCommit head, string target, CancellationToken cancellationToken)
    {
        foreach (var branch in new[] { $"origin/{target}", target })
        {
            if (await ForkAsync(repository, head, branch, cancellationToken) is not null) return;
        }

        throw new PerfGateException(
            ErrorCode.UnknownRevision,
            "HEAD",
            $"the pull request merges into {target}, and where it began there is not in this clone",
            "Fetch the branch and the history (fetch-depth: 0 in GitHub's checkout, GIT_DEPTH: 0 and 'git fetch origin "
                + $"{target}:refs/remotes/origin/{target}' elsewhere), or name what to compare with: --against REV.");
    }

    private static async Task<string?> ForkAsync(
        GitRepository repository, GitCommit head, string branch, CancellationToken cancellationToken) =>
        await repository.FindAsync(branch, cancellationToken) is { } tip
            ? await repository.MergeBaseAsync(head.Id, tip.Id, cancellationToken)
            : null;
}
