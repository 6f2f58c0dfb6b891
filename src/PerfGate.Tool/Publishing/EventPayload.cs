using System.Text.Json.Serialization;

namespace PerfGate.Tool.Publishing;

// The part of GitHub's events that is read. Everything may be missing: which event it is decides what has to be there.
internal sealed record EventPayload(
    PullRequestPayload? PullRequest, MergeGroupPayload? MergeGroup, FollowedRunPayload? WorkflowRun, string? After);

internal sealed record PullRequestPayload(long? Number, HeadPayload? Head);

internal sealed record HeadPayload(string? Sha, string? Ref, RepositoryPayload? Repo);

internal sealed record RepositoryPayload(string? FullName, OwnerPayload? Owner);

internal sealed record OwnerPayload(string? Login);

internal sealed record MergeGroupPayload(string? HeadSha, string? BaseSha);

internal sealed record FollowedRunPayload(
    long? Id, int? RunAttempt, string? Event, string? HeadSha, string? HeadBranch, RepositoryPayload? HeadRepository);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EventPayload))]
internal sealed partial class EventJson : JsonSerializerContext;
