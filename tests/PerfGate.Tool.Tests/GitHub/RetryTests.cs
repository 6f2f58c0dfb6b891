using System.Globalization;
using System.Net;
using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.GitHub;

/// <summary>GitHub's limits: how long the client waits for each, and when it gives up.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private const string Secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

    private readonly VirtualTime _time = new();
    private LocalGitHub _server = null!;

    public async Task InitializeAsync() => _server = await LocalGitHub.StartAsync();

    public async Task DisposeAsync()
    {
        _server.Problems.ShouldBeEmpty();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_wait_that_GitHub_names_is_waited(HttpStatusCode status)
    {
        await WaitsAsync(
            Fault.Status("POST", "comments", status, Secondary, 1, ("retry-after", "17"), ("x-ratelimit-remaining", "0"), Reset(200)), 17);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task The_primary_limit_is_waited_for_until_it_is_reset(HttpStatusCode status)
    {
        await WaitsAsync(
            Fault.Status("POST", "comments", status, "API rate limit exceeded", 1, ("x-ratelimit-remaining", "0"), Reset(200), Now(0)),
            201);
    }

    [Fact]
    public async Task The_servers_clock_counts_where_the_runners_is_wrong()
    {
        // Both of the server's times are a day ahead.
        await WaitsAsync(
            Fault.Status(
                "POST",
                "comments",
                HttpStatusCode.Forbidden,
                "API rate limit exceeded",
                1,
                ("x-ratelimit-remaining", "0"),
                Reset(86_430),
                Now(86_400)),
            31);
    }

    [Fact]
    public async Task A_reset_that_has_passed_is_tried_again_soon()
    {
        await WaitsAsync(
            Fault.Status(
                "POST",
                "comments",
                HttpStatusCode.Forbidden,
                "API rate limit exceeded",
                1,
                ("x-ratelimit-remaining", "0"),
                Reset(-5),
                Now(0)),
            1);
    }

    [Fact]
    public async Task A_secondary_limit_that_names_no_time_is_given_a_minute_then_two_then_four()
    {
        await WaitsAsync(
            Fault.Status("POST", "comments", HttpStatusCode.Forbidden, Secondary, 3, ("x-ratelimit-remaining", "4000")), 60, 120, 240);
    }

    [Fact]
    public async Task Any_other_403_is_a_permission_and_never_tried_again()
    {
        _server.Add(
            Fault.Status(
                "POST",
                "comments",
                HttpStatusCode.Forbidden,
                "Must have admin rights to Repository.",
                9,
                ("x-ratelimit-remaining", "4000"),
                Reset(100)));
        using var client = Client();

        var problem = await Should.ThrowAsync<PerfGateException>(() => client.CreateCommentAsync(7, "text", default));

        problem.Code.ShouldBe(ErrorCode.GitHubPermissionMissing);
        _server.Arrived.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("x-ratelimit-reset", 1)]
    [InlineData("retry-after", 1)]
    public async Task A_wait_beyond_all_patience_is_not_begun(string header, int requests)
    {
        var value = header == "retry-after" ? ("retry-after", "3000") : Reset(3000);
        _server.Add(
            Fault.Status(
                "POST", "comments", HttpStatusCode.Forbidden, "API rate limit exceeded", 9, ("x-ratelimit-remaining", "0"), value, Now(0)));
        using var client = Client();

        var problem = await Should.ThrowAsync<PerfGateException>(() => client.CreateCommentAsync(7, "text", default));

        problem.Code.ShouldBe(ErrorCode.GitHubLimit);
        _server.Arrived.Count.ShouldBe(requests);
        _time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Patience_is_counted_over_all_requests()
    {
        _server.Add(Fault.Status("POST", "comments", HttpStatusCode.Forbidden, Secondary, 9, ("retry-after", "250")));
        using var client = Client();

        for (var i = 0; i < 2; i++)
        {
            var problem = await Should.ThrowAsync<PerfGateException>(() => client.CreateCommentAsync(7, "text", default));
            problem.Code.ShouldBe(ErrorCode.GitHubLimit);
        }

        _time.Waits.Count(wait => wait == TimeSpan.FromSeconds(250)).ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_ends_when_the_program_is_interrupted()
    {
        using var interrupt = new CancellationTokenSource();
        _server.Add(Fault.Status("POST", "comments", HttpStatusCode.Forbidden, Secondary, 9, ("retry-after", "250")));
        using var client = new GitHubClient(
            new GitHubConnection(_server.Api, _server.Token), new RepositoryName("o", "r"), TimeProvider.System);

        var creating = client.CreateCommentAsync(7, "text", interrupt.Token);
        while (_server.Arrived.Count == 0) await Task.Yield();
        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => creating);
    }

    private async Task WaitsAsync(Fault fault, params double[] seconds)
    {
        _server.Add(fault);
        using var client = Client();

        (await client.CreateCommentAsync(7, "text", default)).Body.ShouldBe("text");

        _time.Waits.ShouldBe(seconds.Select(TimeSpan.FromSeconds));
    }

    private (string, string) Reset(int seconds) =>
        ("x-ratelimit-reset", _time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    private (string, string) Now(int seconds) =>
        ("Date", _time.GetUtcNow().AddSeconds(seconds).ToString("r", CultureInfo.InvariantCulture));

    private GitHubClient Client() => new(new GitHubConnection(_server.Api, _server.Token), new RepositoryName("o", "r"), _time);
}
