using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PerfGate.Tool.GitHub;

/// <summary>The few operations of GitHub's REST API that are needed, for one repository.</summary>
internal sealed class GitHubClient(GitHubConnection connection, RepositoryName repository, TimeProvider clock) : IDisposable
{
    // 100 pages hold 10,000 comments; a server that has more next pages than that plays a game.
    private const int MostPages = 100;

    private readonly Transport _transport = new(connection, clock);

    /// <summary>Whose token it is.</summary>
    public async Task<string> LoginAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(new Request(HttpMethod.Get, Address("/user")), GitHubJson.Default.Account, cancellationToken)).Value.Login;

    public Task<IReadOnlyList<Comment>> CommentsAsync(long issue, CancellationToken cancellationToken) =>
        PagesAsync(
            $"/issues/{Number(issue)}/comments?per_page=100", GitHubJson.Default.IReadOnlyListComment, page => page, cancellationToken);

    public Task<Comment> CreateCommentAsync(long issue, string body, CancellationToken cancellationToken) =>
        WriteAsync(
            HttpMethod.Post,
            $"/issues/{Number(issue)}/comments",
            new CommentBody(body),
            GitHubJson.Default.CommentBody,
            GitHubJson.Default.Comment,
            cancellationToken);

    public Task<Comment> UpdateCommentAsync(long id, string body, CancellationToken cancellationToken) =>
        WriteAsync(
            HttpMethod.Patch,
            $"/issues/comments/{Number(id)}",
            new CommentBody(body),
            GitHubJson.Default.CommentBody,
            GitHubJson.Default.Comment,
            cancellationToken);

    /// <summary>Deletes a comment; one that is gone already is what was wanted.</summary>
    public async Task DeleteCommentAsync(long id, CancellationToken cancellationToken)
    {
        var request = new Request(HttpMethod.Delete, Address(InRepository($"/issues/comments/{Number(id)}")));
        var answer = await _transport.SendAsync(request, cancellationToken);
        if (!answer.IsSuccess && answer.Status != System.Net.HttpStatusCode.NotFound) throw Refusal.Of(request, answer);
    }

    /// <summary>Open pull requests whose head is a branch of somebody's repository.</summary>
    public Task<IReadOnlyList<PullRequest>> PullRequestsAsync(string headOwner, string headBranch, CancellationToken cancellationToken) =>
        PagesAsync(
            $"/pulls?state=open&head={Uri.EscapeDataString($"{headOwner}:{headBranch}")}&per_page=100",
            GitHubJson.Default.IReadOnlyListPullRequest,
            page => page,
            cancellationToken);

    /// <summary>A commit and up to 99 of those that it descends from.</summary>
    public async Task<IReadOnlyList<ListedCommit>> CommitsAsync(string sha, CancellationToken cancellationToken)
    {
        var address = Address(InRepository($"/commits?sha={Uri.EscapeDataString(sha)}&per_page=100"));
        var request = new Request(HttpMethod.Get, address);
        var commits = (await ReadAsync(request, GitHubJson.Default.IReadOnlyListListedCommit, cancellationToken)).Value;
        foreach (var commit in WithoutNull(request, commits)) WithoutNull(request, commit.Parents);
        return commits;
    }

    public Task<IReadOnlyList<Artifact>> ArtifactsAsync(long run, string name, CancellationToken cancellationToken) =>
        PagesAsync(
            $"/actions/runs/{Number(run)}/artifacts?name={Uri.EscapeDataString(name)}&per_page=100",
            GitHubJson.Default.ArtifactPage,
            page => page.Artifacts,
            cancellationToken);

    /// <summary>The zip of an artifact. GitHub answers with the address of a storage elsewhere, which gets no token.</summary>
    public async Task<ReadOnlyMemory<byte>> DownloadAsync(long artifact, int maxBytes, CancellationToken cancellationToken)
    {
        var address = Address(InRepository($"/actions/artifacts/{Number(artifact)}/zip"));
        var request = new Request(HttpMethod.Get, address) { ReturnsRedirection = true };
        var answer = await _transport.SendAsync(request, cancellationToken);
        if (!answer.IsRedirection) throw Refusal.Of(request, answer);
        if (answer.Location is not { } location || !GitHubConnection.IsSecure(location)) throw Refusal.Redirected(request, answer);
        var download = new Request(HttpMethod.Get, location) { IsAnonymous = true, MaxBytes = maxBytes };
        var file = await _transport.SendAsync(download, cancellationToken);
        return file.IsSuccess ? file.Body : throw Refusal.Of(download, file);
    }

    public Task<CheckRun> CreateCheckRunAsync(CheckRunRequest check, CancellationToken cancellationToken) =>
        WriteAsync(
            HttpMethod.Post, "/check-runs", check, GitHubJson.Default.CheckRunRequest, GitHubJson.Default.CheckRun, cancellationToken);

    public Task<CheckRun> UpdateCheckRunAsync(long id, CheckRunUpdate update, CancellationToken cancellationToken) =>
        WriteAsync(
            HttpMethod.Patch,
            $"/check-runs/{Number(id)}",
            update,
            GitHubJson.Default.CheckRunUpdate,
            GitHubJson.Default.CheckRun,
            cancellationToken);

    public Task CreateStatusAsync(string sha, CommitStatus status, CancellationToken cancellationToken) =>
        WriteAsync(
            HttpMethod.Post,
            $"/statuses/{Uri.EscapeDataString(sha)}",
            status,
            GitHubJson.Default.CommitStatus,
            GitHubJson.Default.Created,
            cancellationToken);

    public void Dispose() => _transport.Dispose();

    private async Task<IReadOnlyList<TItem>> PagesAsync<TPage, TItem>(
        string path, JsonTypeInfo<TPage> type, Func<TPage, IReadOnlyList<TItem>> items, CancellationToken cancellationToken)
    {
        var all = new List<TItem>();
        var next = Address(InRepository(path));
        for (var page = 0; page < MostPages && next is not null; page++)
        {
            var request = new Request(HttpMethod.Get, next);
            var (value, answer) = await ReadAsync(request, type, cancellationToken);
            all.AddRange(WithoutNull(request, items(value)));
            next = LinkHeader.Next(answer.Link);
            if (next is not null && !connection.IsOwn(next)) throw Refusal.Redirected(request, answer with { Location = next });
        }

        return all;
    }

    private async Task<TAnswer> WriteAsync<TBody, TAnswer>(
        HttpMethod method,
        string path,
        TBody body,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken)
    {
        var request = new Request(method, Address(InRepository(path)), JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
        return (await ReadAsync(request, answerType, cancellationToken)).Value;
    }

    private async Task<(T Value, Answer Answer)> ReadAsync<T>(Request request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendAsync(request, cancellationToken);
        if (!answer.IsSuccess) throw Refusal.Of(request, answer);
        try
        {
            return (JsonSerializer.Deserialize(answer.Body.Span, type) ?? throw new JsonException("null"), answer);
        }
        catch (JsonException problem)
        {
            throw Refusal.NotUnderstood(request, problem);
        }
    }

    // The serializer looks at a list, not at whether something in it is null.
    private static IReadOnlyList<T> WithoutNull<T>(Request request, IReadOnlyList<T> items) =>
        items.All(item => item is not null) ? items : throw Refusal.NotUnderstood(request, new JsonException("null"));

    private string InRepository(string path) =>
        $"/repos/{Uri.EscapeDataString(repository.Owner)}/{Uri.EscapeDataString(repository.Name)}{path}";

    // The API of GitHub Enterprise lies below a path, so addresses are put together as texts.
    private Uri Address(string path) => new(connection.Api.AbsoluteUri.TrimEnd('/') + path);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
