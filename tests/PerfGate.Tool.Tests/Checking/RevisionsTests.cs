using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Checking;

/// <summary>Which commit is the base in the workflows of GitHub, whatever they check out.</summary>
public sealed class RevisionsTests
{
    private const string MergesInto = "what the pull request merges into";
    private const string QueueMergesInto = "what the merge queue merges into";

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_pull_request_is_compared_with_the_first_parent_of_GitHubs_merge_commit()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.GitAsync("switch", "--quiet", "--create", "topic");
        await sandbox.CommitAsync("topic.txt");
        await sandbox.GitAsync("switch", "--quiet", "main");
        var main = await sandbox.CommitAsync("main.txt");
        await sandbox.GitAsync("merge", "--quiet", "--no-ff", "--message", "Merge", "topic");
        var merge = await sandbox.GitAsync("rev-parse", "HEAD");

        (await ChooseAsync(sandbox, ("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_SHA", merge))).ShouldBe((main, MergesInto));
    }

    [Fact]
    public async Task A_branch_that_ends_with_a_merge_of_its_own_is_compared_with_where_it_left_the_target()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.GitAsync("switch", "--quiet", "--create", "topic");
        var topic = await sandbox.CommitAsync("topic.txt");
        await sandbox.GitAsync("switch", "--quiet", "main");
        var main = await sandbox.CommitAsync("main.txt");
        await sandbox.GitAsync("update-ref", "refs/remotes/origin/develop", main);
        await sandbox.GitAsync("switch", "--quiet", "topic");
        await sandbox.GitAsync("merge", "--quiet", "--no-ff", "--message", "Catch up", "main");

        var chosen = await ChooseAsync(
            sandbox,
            ("GITHUB_EVENT_NAME", "pull_request"),
            ("GITHUB_SHA", new string('1', 40)),
            ("GITHUB_BASE_REF", "develop"));

        chosen.ShouldBe((main, "where the branch began on origin/develop"));
        chosen.Id.ShouldNotBe(topic);
    }

    [Fact]
    public async Task A_merge_queue_that_rebases_is_compared_with_what_GitHub_says_that_it_stands_on()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var target = await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();

        (await ChooseInQueueAsync(sandbox, $$"""{ "merge_group": { "base_sha": "{{target}}" } }""")).ShouldBe((target, QueueMergesInto));
    }

    [Fact]
    public async Task Where_that_commit_is_not_in_the_clone_the_parent_takes_its_place_and_it_is_said()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var parent = await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        var missing = new string('1', 40);

        var chosen = await ChooseInQueueAsync(sandbox, $$"""{ "merge_group": { "base_sha": "{{missing}}" } }""");

        chosen.Id.ShouldBe(parent);
        chosen.Why.ShouldBe(
            "the parent of the current commit, as 1111111111, which the merge queue merges into, is not in this clone");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no event")]
    [InlineData("""{ "merge_group": { "base_sha": "--all" } }""")]
    [InlineData("""{ "merge_group": null }""")]
    public async Task An_event_that_names_no_commit_leaves_the_parent(string payload)
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var parent = await sandbox.CommitAsync();
        await sandbox.CommitAsync();

        (await ChooseInQueueAsync(sandbox, payload)).ShouldBe((parent, QueueMergesInto));
    }

    [Fact]
    public async Task A_job_that_has_built_something_into_its_checkout_is_not_compared_with_itself()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var parent = await sandbox.CommitAsync();
        var head = await sandbox.CommitAsync();
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "built.txt"), "x");

        (await ChooseAsync(sandbox)).Id.ShouldBe(head, "what a developer has changed is held against the last commit");
        (await ChooseAsync(sandbox, ("CI", "true"))).Id.ShouldBe(parent);
        (await ChooseAsync(sandbox, ("TF_BUILD", "True"))).Id.ShouldBe(parent);
    }

    [Fact]
    public async Task A_merge_request_is_compared_with_what_GitLab_says_that_it_left()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var left = await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();

        (await ChooseAsync(sandbox, ("CI", "true"), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", left)))
            .ShouldBe((left, "where the merge request began on its target"));
    }

    [Fact]
    public async Task What_is_on_the_main_branch_is_compared_with_its_parent_whatever_other_branches_there_are()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var release = await sandbox.CommitAsync();
        var parent = await sandbox.CommitAsync();
        var head = await sandbox.CommitAsync();
        await sandbox.GitAsync("update-ref", "refs/remotes/origin/main", head);
        await sandbox.GitAsync("update-ref", "refs/remotes/origin/master", release);

        (await ChooseAsync(sandbox)).Id.ShouldBe(parent);
    }

    [Theory]
    [InlineData("GITHUB_BASE_REF", "release")]
    [InlineData("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release")]
    [InlineData("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release")]
    [InlineData("CHANGE_TARGET", "release")]
    public async Task A_target_that_is_not_in_the_clone_is_asked_for(string variable, string target)
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var left = await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();

        var refusal = await Should.ThrowAsync<PerfGateException>(() => ChooseAsync(sandbox, (variable, target)));

        refusal.Code.ShouldBe(ErrorCode.UnknownRevision);
        refusal.Message.ShouldContain("release");
        await sandbox.GitAsync("update-ref", "refs/remotes/origin/release", left);
        (await ChooseAsync(sandbox, (variable, target))).ShouldBe((left, "where the branch began on origin/release"));
    }

    private static async Task<(string Id, string Why)> ChooseInQueueAsync(GitSandbox sandbox, string payload)
    {
        var path = Path.Combine(sandbox.Root, "event.json");
        if (payload.Length > 0) await File.WriteAllTextAsync(path, payload);
        return await ChooseAsync(sandbox, ("GITHUB_EVENT_NAME", "merge_group"), ("GITHUB_EVENT_PATH", path));
    }

    private static async Task<(string Id, string Why)> ChooseAsync(GitSandbox sandbox, params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        var host = new Host(TextWriter.Null, TextWriter.Null, environment, sandbox.Path, TimeProvider.System);
        var context = CommandContext.Create(host, new CommandLineValues());
        return await BaseChoice.IdAsync(context, await sandbox.OpenAsync(), None);
    }
}
