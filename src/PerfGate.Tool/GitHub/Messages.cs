using System.Text.Json;
using System.Text.Json.Serialization;

namespace PerfGate.Tool.GitHub;

// What is sent, and of what comes back the part that is used. Names are GitHub's, in snake case.
internal sealed record Account(string Login);

internal sealed record CommentBody(string Body);

/// <param name="User">Null where the account was deleted.</param>
internal sealed record Comment(long Id, string? Body, Uri HtmlUrl, Account? User);

internal sealed record Repository(string FullName);

/// <param name="Repo">Null where the fork was deleted.</param>
internal sealed record Branch(string Sha, Repository? Repo);

internal sealed record PullRequest(long Number, string State, Branch Head, Branch Base);

internal sealed record CommitReference(string Sha);

internal sealed record CommitContent(CommitReference Tree);

/// <param name="Parents">The first is the one that it continues.</param>
internal sealed record ListedCommit(string Sha, CommitContent Commit, IReadOnlyList<CommitReference> Parents);

internal sealed record Artifact(long Id, string Name, long SizeInBytes, bool Expired);

internal sealed record ArtifactPage(IReadOnlyList<Artifact> Artifacts);

internal sealed record CheckAnnotation(string Path, int StartLine, int EndLine, string AnnotationLevel, string Message, string? Title);

internal sealed record CheckOutput(string Title, string Summary, IReadOnlyList<CheckAnnotation> Annotations);

/// <summary>A finished check run.</summary>
internal sealed record CheckRunRequest(string Name, string HeadSha, string Status, string Conclusion, Uri? DetailsUrl, CheckOutput Output);

/// <summary>More annotations for a check run; GitHub adds them to those that it has.</summary>
internal sealed record CheckRunUpdate(CheckOutput Output);

internal sealed record CheckRun(long Id);

internal sealed record CommitStatus(string State, Uri? TargetUrl, string Description, string Context);

internal sealed record Created(long Id);

internal sealed record ErrorAnswer(string? Message, IReadOnlyList<JsonElement>? Errors);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(CommentBody))]
[JsonSerializable(typeof(IReadOnlyList<Comment>))]
[JsonSerializable(typeof(IReadOnlyList<PullRequest>))]
[JsonSerializable(typeof(IReadOnlyList<ListedCommit>))]
[JsonSerializable(typeof(ArtifactPage))]
[JsonSerializable(typeof(CheckRunRequest))]
[JsonSerializable(typeof(CheckRunUpdate))]
[JsonSerializable(typeof(CheckRun))]
[JsonSerializable(typeof(CommitStatus))]
[JsonSerializable(typeof(Created))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class GitHubJson : JsonSerializerContext;
