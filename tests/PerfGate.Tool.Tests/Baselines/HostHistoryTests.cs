using System.Globalization;
using System.Net;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Tests.Git;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>In a workflow, GitHub tells of the commits that a shallow clone leaves out.</summary>
public sealed class HostHistoryTests
{
    private static CancellationToken None => CancellationToken.None;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_nearest_ancestor_is_found_beyond_the_end_of_a_shallow_clone(int depth)
    {
        await using var server = await LocalGitHub.StartAsync();
        using var sandbox = await HistoryAsync(server, depth);

        var choice = await SelectAsync(sandbox, server, await sandbox.GitAsync("rev-parse", "HEAD"));

        (choice.Chosen!.Match, choice.Chosen.Distance).ShouldBe((BaselineMatch.Ancestor, 4));
        choice.Warnings.ShouldBeEmpty();
        server.Problems.ShouldBeEmpty();
        server.Arrived.ShouldHaveSingleItem().Query.ShouldContain("per_page=100");
        (await sandbox.GitAsync("rev-list", "--count", "HEAD")).ShouldBe(depth.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Of_a_base_that_is_not_in_the_clone_the_tree_is_known_too()
    {
        await using var server = await LocalGitHub.StartAsync();
        using var sandbox = await HistoryAsync(server, depth: 1);

        // The second commit on the list is the base: a squash of what was measured has its tree.
        var parent = server.Data.Commits[1];
        var measured = server.Data.Commits.Single(commit => commit.Parents.Count == 0).Tree;
        server.Data.Commits[1] = parent with { Tree = measured };

        var choice = await SelectAsync(sandbox, server, parent.Sha);

        choice.Chosen!.Match.ShouldBe(BaselineMatch.SameTree);
    }

    [Fact]
    public async Task What_a_merge_brought_in_is_no_ancestor_in_this_sense_and_a_host_that_fails_is_told()
    {
        await using var server = await LocalGitHub.StartAsync();
        using var sandbox = await HistoryAsync(server, depth: 2);
        var head = await sandbox.GitAsync("rev-parse", "HEAD");
        var (first, root) = (server.Data.Commits[2], server.Data.Commits[^1]);
        server.Data.Commits[2] = first with { Parents = [new string('a', 40), root.Sha] };

        (await SelectAsync(sandbox, server, head)).Chosen.ShouldBeNull();

        server.Add(Fault.Status("GET", "/commits", HttpStatusCode.NotFound, "Not Found"));
        var choice = await SelectAsync(sandbox, server, head);
        choice.Chosen.ShouldBeNull();
        choice.Warnings.ShouldHaveSingleItem().ShouldStartWith("The history that this clone leaves out could not be asked for: ");
        choice.Explanation.ShouldEndWith("The search ends where this shallow clone does.");
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("GITHUB_REPOSITORY")]
    public async Task Nobody_is_asked_outside_of_a_workflow_and_without_a_token(string missing)
    {
        await using var server = await LocalGitHub.StartAsync();
        var variables = Variables(server);
        variables.Remove(missing);

        GitHubHistory.Of(HostOf(variables)).ShouldBeNull();
    }

    // Five commits, of which the first one has a record; the server knows them all, the clone only the last ones.
    private static async Task<GitSandbox> HistoryAsync(LocalGitHub server, int depth)
    {
        var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync("0.txt");
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync("HEAD", SampleResults.Create(), None);
        for (var i = 1; i < 5; i++) await sandbox.CommitAsync($"{i}.txt");
        var log = await sandbox.GitAsync("log", "--format=%H %T %P");
        server.Data.Commits.AddRange(log.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(fields => new StoredCommit(fields[0], fields[1], fields[2..])));
        await sandbox.MoveToCloneAsync($"--depth={depth.ToString(CultureInfo.InvariantCulture)}");
        await sandbox.GitAsync("fetch", "--quiet", "origin", $"{BaselineStore.Ref}:{BaselineStore.Ref}");
        return sandbox;
    }

    private static async Task<BaselineChoice> SelectAsync(GitSandbox sandbox, LocalGitHub server, string baseCommit)
    {
        var query = new BaselineQuery(baseCommit, SampleResults.Linux, ["Suite"])
        {
            Host = GitHubHistory.Of(HostOf(Variables(server))),
        };
        return await BaselineSelection.SelectAsync(await sandbox.OpenAsync(), query, None);
    }

    private static Dictionary<string, string> Variables(LocalGitHub server) => new(StringComparer.Ordinal)
    {
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_REPOSITORY"] = "octo/widgets",
        ["GITHUB_API_URL"] = server.Api.AbsoluteUri.TrimEnd('/'),
        ["GITHUB_TOKEN"] = server.Token,
    };

    private static Host HostOf(Dictionary<string, string> variables) =>
        new(TextWriter.Null, TextWriter.Null, variables, Path.GetTempPath(), TimeProvider.System);
}
