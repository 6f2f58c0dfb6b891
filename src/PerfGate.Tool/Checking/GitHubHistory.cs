using PerfGate.Tool.Baselines;
using PerfGate.Tool.Git;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Publishing;

namespace PerfGate.Tool.Checking;

/// <summary>What GitHub tells of the commits that a shallow clone leaves out, in a workflow whose step has a token.</summary>
internal static class GitHubHistory
{
    /// <summary>Whom to ask; null where there is nobody.</summary>
    public static HostHistory? Of(Host host)
    {
        var variables = host.Environment;
        var mayAsk = CommandGuard.IsInActions(host) && (Has("PERFGATE_GITHUB_TOKEN") || Has("GITHUB_TOKEN"));
        if (!mayAsk || RepositoryName.Parse(variables.GetValueOrDefault("GITHUB_REPOSITORY")) is not { } repository) return null;
        return async (commit, cancellationToken) =>
        {
            using var client = new GitHubClient(GitHubConnection.From(variables), repository, host.Clock);
            return [.. (await client.CommitsAsync(commit, cancellationToken)).Where(IsWhole).Select(Facts)];
        };

        bool Has(string name) => variables.TryGetValue(name, out var value) && value.Trim().Length > 0;
    }

    private static CommitFacts Facts(ListedCommit commit) =>
        new(commit.Sha, commit.Commit.Tree.Sha, commit.Parents.Count > 0 ? commit.Parents[0].Sha : null);

    // git reads names from a pipe, one a line, and an id is nothing else.
    private static bool IsWhole(ListedCommit commit) =>
        GitId.IsFull(commit.Sha) && GitId.IsFull(commit.Commit.Tree.Sha) && commit.Parents.All(parent => GitId.IsFull(parent.Sha));
}
