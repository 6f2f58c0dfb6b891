using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PerfGate.Tool.Tests.GitHub.Server;

internal sealed record StoredComment(long Id, long Issue, string Login, string Body);

internal sealed record StoredPullRequest(
    long Number, string State, string HeadOwner, string HeadRepository, string HeadBranch, string HeadSha, string BaseRepository);

internal sealed record StoredCommit(string Sha, string Tree, IReadOnlyList<string> Parents);

internal sealed record StoredArtifact(long Id, long Run, string Name, byte[] Zip, bool Expired = false);

/// <summary>What the repository holds, and how each operation reads and changes it.</summary>
internal sealed class RepositoryData(ApiDescription description)
{
    private readonly Lock _lock = new();
    private readonly List<StoredComment> _comments = [];
    private long _nextId = 1000;

    /// <summary>Whose token it is; null for an app's token, which may not ask.</summary>
    public string? User { get; set; }

    /// <summary>Who writes comments with it.</summary>
    public string Login { get; set; } = "github-actions[bot]";

    /// <summary>Longest comment that GitHub takes.</summary>
    public int LongestComment { get; set; } = 65_536;

    public List<StoredPullRequest> PullRequests { get; } = [];

    public List<StoredArtifact> Artifacts { get; } = [];

    /// <summary>Whether the storage sends more than the artifact's description promises.</summary>
    public bool Inflate { get; set; }

    /// <summary>Files in the storage by path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Commits, newest first.</summary>
    public List<StoredCommit> Commits { get; } = [];

    public List<JsonNode> CheckRuns { get; } = [];

    public List<(string Sha, JsonNode Body)> Statuses { get; } = [];

    public IReadOnlyList<StoredComment> Comments
    {
        get
        {
            lock (_lock) return [.. _comments];
        }
    }

    public StoredComment AddComment(long issue, string login, string body)
    {
        lock (_lock)
        {
            var comment = new StoredComment(_nextId++, issue, login, body);
            _comments.Add(comment);
            return comment;
        }
    }

    public void Clear()
    {
        lock (_lock) _comments.Clear();
    }

    public FaultAnswer Answer(ApiOperation operation, HttpRequest request, JsonNode? body, Uri api, Uri storage) => operation.Id switch
    {
        "users/get-authenticated" => User is null
            ? Error(403, "Resource not accessible by integration")
            : Ok(description.Example("public-user", new JsonObject { ["login"] = User })),
        "issues/list-comments" =>
            Page(request, api, [.. Comments.Where(comment => comment.Issue == operation.Number("issue_number")).Select(Json)]),
        "issues/create-comment" => Write(body, text => Ok(Json(AddComment(operation.Number("issue_number"), Login, text)), 201)),
        "issues/update-comment" => Write(body, text => Update(operation.Number("comment_id"), text)),
        "issues/delete-comment" => Delete(operation.Number("comment_id")),
        "pulls/list" => Page(request, api, [.. PullRequests.Where(pull => Matches(pull, request.Query)).Select(Json)]),
        "repos/list-commits" => Page(
            request, api, [.. Commits.SkipWhile(commit => commit.Sha != request.Query["sha"]).Select(Json)]),
        "actions/list-workflow-run-artifacts" => ArtifactList(operation, request),
        "actions/download-artifact" =>
            new FaultAnswer(302, null, [("Location", new Uri(storage, Store(operation.Number("artifact_id"))).AbsoluteUri)]),
        "checks/create" => Check(body!),
        "checks/update" => Check(body!),
        "repos/create-commit-status" => Status(operation.PathValues["sha"], body!),
        _ => throw new InvalidOperationException(operation.Id),
    };

    private FaultAnswer Write(JsonNode? body, Func<string, FaultAnswer> write)
    {
        var text = body!["body"]!.GetValue<string>();
        return text.Length <= LongestComment
            ? write(text)
            : new FaultAnswer(422, new JsonObject
            {
                ["message"] = "Validation Failed",
                ["documentation_url"] = "https://docs.github.com/rest",
                ["errors"] = new JsonArray(new JsonObject
                {
                    ["code"] = "unprocessable",
                    ["message"] = $"body is too long (maximum is {LongestComment} characters)",
                }),
            }, []);
    }

    private FaultAnswer Update(long id, string text)
    {
        lock (_lock)
        {
            var index = _comments.FindIndex(comment => comment.Id == id);
            if (index < 0) return Error(404, "Not Found");
            _comments[index] = _comments[index] with { Body = text };
            return Ok(Json(_comments[index]));
        }
    }

    private FaultAnswer Delete(long id)
    {
        lock (_lock) return _comments.RemoveAll(comment => comment.Id == id) > 0 ? new FaultAnswer(204, null, []) : Error(404, "Not Found");
    }

    private string Store(long artifact)
    {
        var path = $"/artifacts/{artifact.ToString(CultureInfo.InvariantCulture)}.zip";
        var zip = Artifacts.Single(candidate => candidate.Id == artifact).Zip;
        Files[path] = Inflate ? [.. zip, .. new byte[20_000_000]] : zip;
        return path + "?signature=secret";
    }

    private FaultAnswer ArtifactList(ApiOperation operation, HttpRequest request)
    {
        var run = operation.Number("run_id");
        var fitting = Artifacts.Where(artifact => artifact.Run == run && artifact.Name == request.Query["name"]);
        var items = fitting.Select(artifact => (JsonNode)description.Example("artifact", new JsonObject
        {
            ["id"] = artifact.Id,
            ["name"] = artifact.Name,
            ["size_in_bytes"] = artifact.Zip.Length,
            ["expired"] = artifact.Expired,
        })).ToArray();
        return Ok(new JsonObject { ["total_count"] = items.Length, ["artifacts"] = new JsonArray(items) });
    }

    private FaultAnswer Check(JsonNode body)
    {
        CheckRuns.Add(body);
        return Ok(description.Example("check-run", new JsonObject { ["id"] = 77 }), CheckRuns.Count == 1 ? 201 : 200);
    }

    private FaultAnswer Status(string sha, JsonNode body)
    {
        Statuses.Add((sha, body));
        return Ok(description.Example("status", []), 201);
    }

    // GitHub's pages carry the address of the next one; how it is made is GitHub's own affair, so it differs from the client's here.
    private static FaultAnswer Page(HttpRequest request, Uri api, IReadOnlyList<JsonNode> items)
    {
        var size = int.Parse(request.Query["per_page"].FirstOrDefault() ?? "30", CultureInfo.InvariantCulture);
        var page = int.Parse(request.Query["page"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
        var next = $"{api.GetLeftPart(UriPartial.Authority)}{request.Path}{request.QueryString}&page={page + 1}".Replace(
            $"&page={page}&", "&", StringComparison.Ordinal);
        (string, string)[] headers = page * size < items.Count
            ? [("Link", $"<{api.AbsoluteUri}>; rel=\"first\", <{next}>; rel=\"next\"")]
            : [];
        return new FaultAnswer(200, new JsonArray([.. items.Skip((page - 1) * size).Take(size)]), headers);
    }

    private static bool Matches(StoredPullRequest pull, IQueryCollection query) =>
        pull.State == (query["state"].FirstOrDefault() ?? "open")
            && $"{pull.HeadOwner}:{pull.HeadBranch}" == query["head"].FirstOrDefault();

    private JsonNode Json(StoredComment comment) => description.Example("issue-comment", new JsonObject
    {
        ["id"] = comment.Id,
        ["body"] = comment.Body,
        ["html_url"] = $"https://github.test/o/r/pull/{comment.Issue}#issuecomment-{comment.Id}",
        ["user"] = new JsonObject { ["login"] = comment.Login },
    });

    private JsonNode Json(StoredPullRequest pull) => description.Example("pull-request-simple", new JsonObject
    {
        ["number"] = pull.Number,
        ["state"] = pull.State,
        ["head"] = new JsonObject
        {
            ["sha"] = pull.HeadSha,
            ["ref"] = pull.HeadBranch,
            ["repo"] = new JsonObject { ["full_name"] = pull.HeadRepository },
        },
        ["base"] = new JsonObject { ["repo"] = new JsonObject { ["full_name"] = pull.BaseRepository } },
    });

    private JsonNode Json(StoredCommit commit) => description.Example("commit", new JsonObject
    {
        ["sha"] = commit.Sha,
        ["commit"] = new JsonObject { ["tree"] = new JsonObject { ["sha"] = commit.Tree } },
        ["parents"] = new JsonArray([.. commit.Parents.Select(parent => new JsonObject
        {
            ["sha"] = parent,
            ["url"] = "https://github.test/parent",
        })]),
    });

    private static FaultAnswer Ok(JsonNode body, int status = 200) => new(status, body, []);

    private static FaultAnswer Error(int status, string message) => new(status, new JsonObject { ["message"] = message }, []);
}
