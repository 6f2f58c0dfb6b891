using System.Net;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.Publishing;

public sealed class StickyCommentTests : IAsyncLifetime
{
    private const string Bot = "github-actions[bot]";
    private const long PullRequest = 7;

    private static readonly string Marker = CommentMarker.Of("default");

    private LocalGitHub _server = null!;

    public async Task InitializeAsync() => _server = await LocalGitHub.StartAsync();

    public async Task DisposeAsync()
    {
        _server.Problems.ShouldBeEmpty();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_first_run_creates_it_and_the_next_updates_it()
    {
        var first = await PublishAsync(10, "slower");
        var second = await PublishAsync(11, "fine again");

        second!.Id.ShouldBe(first!.Id);
        OnlyComment().Body.ShouldBe(Body(11, "fine again"));
    }

    [Fact]
    public async Task Nothing_is_created_when_it_is_not_wanted_but_one_that_is_there_is_updated()
    {
        (await PublishAsync(10, "fine", isWanted: false)).ShouldBeNull();
        _server.Writes.ShouldBeEmpty();

        await PublishAsync(11, "slower");
        await PublishAsync(12, "fine", isWanted: false);

        OnlyComment().Body.ShouldBe(Body(12, "fine"));
    }

    [Fact]
    public async Task A_body_that_would_not_change_is_not_sent()
    {
        await PublishAsync(10, "slower");
        var before = _server.Writes.Count();

        await PublishAsync(10, "slower");

        _server.Writes.Count().ShouldBe(before);
    }

    [Fact]
    public async Task A_run_that_was_overtaken_changes_nothing()
    {
        await PublishAsync(11, "newer");
        var before = _server.Writes.Count();

        await PublishAsync(10, "older");
        await PublishAsync(new RunIdentity(11, 0), "an older attempt");

        _server.Writes.Count().ShouldBe(before);
        OnlyComment().Body.ShouldBe(Body(11, "newer"));
    }

    [Fact]
    public async Task A_second_attempt_of_a_run_is_newer_than_its_first()
    {
        await PublishAsync(11, "first");
        await PublishAsync(new RunIdentity(11, 2), "second");

        OnlyComment().Body.ShouldContain("second");
    }

    [Fact]
    public async Task The_oldest_match_among_three_hundred_stays_and_later_ones_go()
    {
        for (var i = 0; i < 150; i++) Add("somebody", $"comment {i}");
        var oldest = Add(Bot, Body(3, "a"));
        for (var i = 0; i < 75; i++) Add("somebody", $"comment {i}");
        Add(Bot, Body(4, "b"));
        for (var i = 0; i < 75; i++) Add("somebody", $"comment {i}");
        Add(Bot, Body(5, "c"));

        (await PublishAsync(10, "now"))!.Id.ShouldBe(oldest.Id);

        _server.Data.Comments.Where(comment => comment.Login == Bot).ShouldHaveSingleItem()
            .ShouldBe(oldest with { Body = Body(10, "now") });
        _server.Data.Comments.Count.ShouldBe(301);
    }

    [Fact]
    public async Task Comments_of_others_and_other_keys_are_left_alone()
    {
        Add("fork-owner", Body(99, "I am the newest"));
        Add(Bot, CommentMarker.Of("nightly") + "\n" + CommentMarker.OfRun("99.1") + "\n");
        Add(Bot, "> quoted\n" + Body(99, "not at the start"));

        await PublishAsync(10, "mine");

        _server.Data.Comments.Count.ShouldBe(4);
        _server.Data.Comments[^1].Body.ShouldBe(Body(10, "mine"));
    }

    [Fact]
    public async Task A_persons_token_finds_the_persons_comment()
    {
        _server.Data.User = _server.Data.Login = "Octo";
        Add(Bot, Body(99, "of the bot"));
        var mine = Add("octo", Body(3, "mine"));

        (await PublishAsync(10, "now"))!.Id.ShouldBe(mine.Id);
    }

    [Fact]
    public async Task An_apps_login_is_learnt_from_what_it_writes()
    {
        _server.Data.Login = "my-app[bot]";
        var mine = Add("my-app[bot]", Body(3, "mine"));

        (await PublishAsync(10, "now"))!.Id.ShouldBe(mine.Id);

        OnlyComment().Body.ShouldBe(Body(10, "now"));
    }

    [Fact]
    public async Task An_apps_old_verdict_does_not_stand_where_its_token_may_not_ask_whose_it_is()
    {
        _server.Data.Login = "my-app[bot]";
        Add("my-app[bot]", Body(3, "slower"));
        var person = Add("somebody", Body(4, "quoted by a person"));

        await PublishAsync(10, "fine", isWanted: false);

        _server.Data.Comments.Select(comment => comment.Body).ShouldBe([Body(10, "fine"), person.Body]);
        _server.Writes.Select(request => request.Method).ShouldBe(["PATCH"]);
    }

    [Fact]
    public async Task Where_it_is_known_whose_token_it_is_the_comments_of_other_bots_are_left_alone()
    {
        Add("other-app[bot]", Body(3, "of another"));

        await PublishAsync(new RunIdentity(10, 1), "mine", login: Bot);

        _server.Data.Comments.Select(comment => comment.Body).ShouldBe([Body(3, "of another"), Body(10, "mine")]);
    }

    [Fact]
    public async Task A_login_that_is_named_is_not_asked_for()
    {
        _server.Data.Login = "my-app[bot]";
        var mine = Add("my-app[bot]", Body(3, "mine"));

        (await PublishAsync(new RunIdentity(10, 1), "now", login: "my-app[bot]"))!.Id.ShouldBe(mine.Id);

        _server.Arrived.Select(request => request.Method).ShouldBe(["GET", "PATCH"]);
    }

    [Fact]
    public async Task A_comment_that_somebody_deletes_at_the_same_moment_is_written_anew()
    {
        await PublishAsync(10, "first");
        _server.Add(Fault.Status("PATCH", "comments", HttpStatusCode.NotFound, "Not Found"));
        _server.Before = operation =>
        {
            if (operation.StartsWith("PATCH", StringComparison.Ordinal)) _server.Data.Clear();
            return Task.CompletedTask;
        };

        await PublishAsync(11, "second");

        OnlyComment().Body.ShouldBe(Body(11, "second"));
    }

    [Fact]
    public async Task A_connection_lost_after_the_comment_was_written_leaves_no_second_one()
    {
        _server.Add(Fault.DropAfterwards("POST", "comments"));

        await PublishAsync(10, "slower");

        OnlyComment().Body.ShouldBe(Body(10, "slower"));
        _server.Writes.Count(request => request.Method == "POST").ShouldBe(2);
    }

    [Theory]
    [InlineData(10, 11)]
    [InlineData(11, 10)]
    public async Task Two_jobs_that_both_find_none_end_with_one_comment_of_the_newer_run(int first, int second)
    {
        // Neither writes before both want to, as neither has found one.
        var writes = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Before = async operation =>
        {
            if (operation != "POST issues/create-comment") return;
            if (Interlocked.Increment(ref writes) == 2) both.SetResult();
            await both.Task;
        };

        await Task.WhenAll(PublishAsync(first, $"by {first}"), PublishAsync(second, $"by {second}"));

        _server.Writes.Count(request => request.Method == "POST").ShouldBe(2);
        OnlyComment().Body.ShouldBe(Body(11, "by 11"));
    }

    [Fact]
    public async Task Eight_jobs_at_once_end_with_one_comment_of_the_newest_run()
    {
        await Task.WhenAll(Enumerable.Range(20, 8).Select(run => PublishAsync(run, $"by {run}")));

        // Whoever comes last settles what the others left: one more run, as there always is.
        await PublishAsync(30, "by 30");

        OnlyComment().Body.ShouldBe(Body(30, "by 30"));
    }

    private static string Body(int run, string text) => Body(new RunIdentity(run, 1), text);

    private static string Body(RunIdentity run, string text) => $"{Marker}\n{CommentMarker.OfRun(run.ToString())}\n{text}\n";

    private Task<Comment?> PublishAsync(int run, string text, bool isWanted = true) =>
        PublishAsync(new RunIdentity(run, 1), text, isWanted);

    private async Task<Comment?> PublishAsync(RunIdentity run, string text, bool isWanted = true, string? login = null)
    {
        using var client = new GitHubClient(
            new GitHubConnection(_server.Api, _server.Token), new RepositoryName("o", "r"), new VirtualTime());
        var sticky = new StickyComment(client, PullRequest, Marker, run) { Login = login };
        return await sticky.PublishAsync(() => Task.FromResult(isWanted), _ => Body(run, text), default);
    }

    private StoredComment Add(string login, string body) => _server.Data.AddComment(PullRequest, login, body);

    private StoredComment OnlyComment() => _server.Data.Comments.ShouldHaveSingleItem();
}
