using System.Net;
using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.GitHub;

public sealed class GitHubClientTests : IAsyncLifetime
{
    private static readonly RepositoryName Name = new("o", "r");

    private readonly VirtualTime _time = new();
    private LocalGitHub _server = null!;

    public async Task InitializeAsync() => _server = await LocalGitHub.StartAsync();

    public async Task DisposeAsync()
    {
        _server.Problems.ShouldBeEmpty();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_comment_is_written_read_changed_and_deleted()
    {
        using var client = Client();

        var created = await client.CreateCommentAsync(7, "first", default);
        (await client.UpdateCommentAsync(created.Id, "second", default)).Body.ShouldBe("second");
        var read = (await client.CommentsAsync(7, default)).ShouldHaveSingleItem();
        read.User!.Login.ShouldBe("github-actions[bot]");
        read.Body.ShouldBe("second");
        await client.DeleteCommentAsync(created.Id, default);

        (await client.CommentsAsync(7, default)).ShouldBeEmpty();
        _server.Arrived.ShouldAllBe(request => request.Authorization == "Bearer " + _server.Token);
    }

    [Fact]
    public async Task A_second_between_writes_and_none_between_reads()
    {
        using var client = Client();

        for (var i = 0; i < 3; i++) await client.CreateCommentAsync(7, "text", default);
        for (var i = 0; i < 3; i++) await client.CommentsAsync(7, default);

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)]);
    }

    [Fact]
    public async Task Requests_wait_for_each_other()
    {
        using var client = Client();
        var (now, most) = (0, 0);
        _server.Before = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
        };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.CommentsAsync(7, default)));

        most.ShouldBe(1);
        _server.Arrived.Count.ShouldBe(8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/api/v3")]
    public async Task Three_hundred_comments_are_read_over_pages_by_the_links_that_the_server_gives(string basePath)
    {
        await using var server = await LocalGitHub.StartAsync(basePath);
        for (var i = 0; i < 300; i++) server.Data.AddComment(7, "somebody", $"comment {i}");
        server.Data.AddComment(8, "somebody", "of another");
        using var client = new GitHubClient(new GitHubConnection(server.Api, server.Token), Name, _time);

        var comments = await client.CommentsAsync(7, default);

        comments.Select(comment => comment.Body).ShouldBe(Enumerable.Range(0, 300).Select(i => $"comment {i}"));
        server.Arrived.Count.ShouldBe(3);
        server.Arrived.ShouldAllBe(request => request.Path == basePath + "/repos/o/r/issues/7/comments");
        server.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_server_in_trouble_is_asked_again_after_one_two_and_four_seconds(HttpStatusCode status)
    {
        _server.Add(Fault.Status("GET", "comments", status, "Server Error", times: 3));
        using var client = Client();

        (await client.CommentsAsync(7, default)).ShouldBeEmpty();

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)]);
    }

    [Fact]
    public async Task A_server_that_stays_in_trouble_is_given_up_after_five_attempts()
    {
        _server.Add(Fault.Status("GET", "comments", HttpStatusCode.BadGateway, "Server Error", times: 100));
        using var client = Client();

        (await ThrowsAsync(client, ErrorCode.GitHubUnreachable)).Message.ShouldContain("502");

        _server.Arrived.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_dropped_connection_is_tried_again()
    {
        _server.Add(Fault.Drop("GET", "comments", times: 2));
        using var client = Client();

        (await client.CommentsAsync(7, default)).ShouldBeEmpty();

        _server.Arrived.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_asked_again_and_then_given_up()
    {
        _server.Add(Fault.Hang("GET", "comments", times: 100));
        using var client = Client(connection => connection with { Attempt = TimeSpan.FromMilliseconds(50), Retries = 1 });

        (await ThrowsAsync(client, ErrorCode.GitHubUnreachable)).Message.ShouldContain("no answer in time");

        _server.Arrived.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_there_is_said_so()
    {
        await using var gone = await LocalGitHub.StartAsync();
        var address = gone.Api;
        await gone.DisposeAsync();
        using var client = new GitHubClient(new GitHubConnection(address, "token"), Name, _time);

        await ThrowsAsync(client, ErrorCode.GitHubUnreachable);

        _time.Waits.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_unknown_token_is_not_tried_again()
    {
        using var client = new GitHubClient(new GitHubConnection(_server.Api, "wrong"), Name, _time);

        (await ThrowsAsync(client, ErrorCode.GitHubTokenRefused)).Message.ShouldContain("Bad credentials");

        _server.Arrived.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "Not Found", nameof(ErrorCode.GitHubNotFound))]
    [InlineData(HttpStatusCode.UnprocessableEntity, "Validation Failed", nameof(ErrorCode.GitHubRefused))]
    [InlineData(HttpStatusCode.Forbidden, "Resource not accessible by integration", nameof(ErrorCode.GitHubPermissionMissing))]
    public async Task What_will_not_change_is_not_tried_again(HttpStatusCode status, string message, string code)
    {
        _server.Add(Fault.Status("GET", "pulls", status, message, times: 100));
        using var client = Client();

        var problem = await Should.ThrowAsync<PerfGateException>(() => client.PullRequestsAsync("o", "b", default));

        problem.Code.ToString().ShouldBe(code);
        problem.Message.ShouldContain(message);
        _server.Arrived.Count.ShouldBe(1);
        _time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_permission_is_named_as_GitHub_names_it()
    {
        _server.Add(
            Fault.Status(
                "POST",
                "comments",
                HttpStatusCode.Forbidden,
                "Resource not accessible by integration",
                1,
                ("X-Accepted-GitHub-Permissions", "issues=write; pull_requests=write")));
        using var client = Client();

        var problem = await Should.ThrowAsync<PerfGateException>(() => client.CreateCommentAsync(7, "text", default));

        problem.Next.ShouldNotBeNull().ShouldContain("pull_requests=write");
    }

    [Fact]
    public async Task A_comment_that_is_too_long_is_refused_in_GitHubs_words()
    {
        using var client = Client();

        var problem = await Should.ThrowAsync<PerfGateException>(() => client.CreateCommentAsync(7, new string('x', 65_537), default));

        problem.Code.ShouldBe(ErrorCode.GitHubRefused);
        problem.Message.ShouldContain("body is too long (maximum is 65536 characters)");
    }

    [Fact]
    public async Task A_redirection_within_the_API_is_followed_with_method_and_body()
    {
        _server.Add(Moved("POST", new Uri(_server.Api, "/repos/o/renamed/issues/7/comments")));
        using var client = Client();

        (await client.CreateCommentAsync(7, "text", default)).Body.ShouldBe("text");

        _server.Arrived.Select(request => request.ToString()).ShouldBe(
            ["POST /repos/o/r/issues/7/comments", "POST /repos/o/renamed/issues/7/comments"]);
    }

    [Fact]
    public async Task A_redirection_to_another_host_is_not_followed()
    {
        _server.Add(Moved("GET", new Uri(_server.Storage, "/steal")));
        using var client = Client();

        (await ThrowsAsync(client, ErrorCode.GitHubAnswerUnusable)).Message.ShouldContain("redirects to 127.0.0.1");

        _server.Arrived.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_next_page_at_another_host_is_not_followed()
    {
        _server.Add(new Fault("GET", "comments", 1, _ => Task.FromResult<FaultAnswer?>(
            new FaultAnswer(
                200, new System.Text.Json.Nodes.JsonArray(), [("Link", $"<{new Uri(_server.Storage, "/steal")}>; rel=\"next\"")]))));
        using var client = Client();

        await ThrowsAsync(client, ErrorCode.GitHubAnswerUnusable);

        _server.Arrived.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_artifact_is_fetched_from_its_storage_without_the_token()
    {
        _server.Data.Artifacts.Add(new StoredArtifact(5, 9, "perfgate", [1, 2, 3]));
        using var client = Client();

        var artifact = (await client.ArtifactsAsync(9, "perfgate", default)).ShouldHaveSingleItem();
        (await client.DownloadAsync(artifact.Id, 100, default)).ToArray().ShouldBe([1, 2, 3]);

        _server.Arrived[^1].Path.ShouldBe("/artifacts/5.zip");
        _server.Arrived[^1].Authorization.ShouldBeNull();
        var problem = await Should.ThrowAsync<PerfGateException>(() => client.DownloadAsync(artifact.Id, 2, default));
        problem.Code.ShouldBe(ErrorCode.GitHubAnswerUnusable);
    }

    private static Fault Moved(string method, Uri target) =>
        Fault.Status(method, "/repos/o/r/", HttpStatusCode.TemporaryRedirect, "Moved", 1, ("Location", target.AbsoluteUri));

    private static async Task<PerfGateException> ThrowsAsync(GitHubClient client, ErrorCode code)
    {
        var problem = await Should.ThrowAsync<PerfGateException>(() => client.CommentsAsync(7, default));
        problem.Code.ShouldBe(code);
        return problem;
    }

    private GitHubClient Client(Func<GitHubConnection, GitHubConnection>? change = null)
    {
        var connection = new GitHubConnection(_server.Api, _server.Token);
        return new GitHubClient(change?.Invoke(connection) ?? connection, Name, _time);
    }
}
