using System.Text.Json;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.GitHub;

namespace PerfGate.Tool.Publishing;

/// <summary>Reads what GitHub Actions says about the event that a workflow runs for.</summary>
internal sealed class EventReader(IReadOnlyDictionary<string, string> variables)
{
    // GitHub cuts events at 25 MB.
    private const int MaxBytes = 32 * 1024 * 1024;

    private const string Dependabot = "dependabot[bot]";

    /// <exception cref="PerfGateException">This is no workflow's step, or the event is not what its name says.</exception>
    public static WorkflowEvent Read(IReadOnlyDictionary<string, string> variables) => new EventReader(variables).Read();

    /// <summary>Commit that the group of a merge queue stands on; null where no event says so.</summary>
    public static string? MergeGroupBase(IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            return Sha(new EventReader(variables).Payload().MergeGroup?.BaseSha);
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.EventNotReadable)
        {
            return null;
        }
    }

    private WorkflowEvent Read()
    {
        var name = Variable("GITHUB_EVENT_NAME")
            ?? throw NotReadable("GITHUB_EVENT_NAME", "there is no event: this is no step of a GitHub workflow");
        var repository = RepositoryName.Parse(Variable("GITHUB_REPOSITORY"))
            ?? throw NotReadable("GITHUB_REPOSITORY", "owner/name of the repository was expected");
        var run = RunIdentity.Parse($"{Variable("GITHUB_RUN_ID")}.{Variable("GITHUB_RUN_ATTEMPT") ?? "1"}");
        var common = new WorkflowEvent(repository, run) { Sha = Sha(Variable("GITHUB_SHA")) };
        return name switch
        {
            "pull_request" => OfPullRequest(common, Payload().PullRequest ?? throw Missing("pull_request")),
            // What the event calls "after" is, for an annotated tag, the tag and not the commit.
            "push" => common with { Sha = common.Sha ?? Sha(Payload().After) },
            "merge_group" => common with { Sha = Sha(Payload().MergeGroup?.HeadSha) ?? common.Sha },
            "workflow_run" => OfFollowed(common, Payload().WorkflowRun ?? throw Missing("workflow_run")),
            // workflow_dispatch and schedule, and what else may come, stand for a commit and nothing more.
            _ => common,
        };
    }

    private WorkflowEvent OfPullRequest(WorkflowEvent common, PullRequestPayload payload)
    {
        var isOwn = string.Equals(payload.Head?.Repo?.FullName, common.Repository.ToString(), StringComparison.OrdinalIgnoreCase);
        return common with
        {
            PullRequest = payload.Number ?? throw Missing("pull_request.number"),
            Sha = Sha(payload.Head?.Sha) ?? throw Missing("pull_request.head.sha"),
            HeadBranch = payload.Head?.Ref,
            ReadOnly = isOwn ? null : "the pull request comes from a fork",
        };
    }

    private WorkflowEvent OfFollowed(WorkflowEvent common, FollowedRunPayload payload)
    {
        var head = RepositoryName.Parse(payload.HeadRepository?.FullName) ?? throw Missing("workflow_run.head_repository.full_name");
        var run = new FollowedRun(
            new RunIdentity(payload.Id ?? throw Missing("workflow_run.id"), payload.RunAttempt ?? 1),
            payload.Event ?? throw Missing("workflow_run.event"),
            Sha(payload.HeadSha) ?? throw Missing("workflow_run.head_sha"),
            payload.HeadBranch ?? throw Missing("workflow_run.head_branch"),
            payload.HeadRepository?.Owner?.Login ?? head.Owner,
            head);
        return common with { Sha = run.HeadSha, Followed = run };
    }

    /// <summary>Whether the run is Dependabot's, whose token can only read unless the workflow grants it more.</summary>
    public static bool IsDependabot(IReadOnlyDictionary<string, string> variables) =>
        Host.Variable(variables, "GITHUB_ACTOR") == Dependabot;

    private EventPayload Payload()
    {
        var path = Variable("GITHUB_EVENT_PATH") ?? throw NotReadable("GITHUB_EVENT_PATH", "the path of the event's file was expected");
        try
        {
            if (new FileInfo(path).Length > MaxBytes) throw NotReadable(path, "the file is larger than any event");
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), EventJson.Default.EventPayload)
                ?? throw NotReadable(path, "the event is null");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw NotReadable(path, $"the event cannot be read: {problem.Message.Split(" Path:")[0]}", problem);
        }
    }

    // What is no commit id could mean something else in an address.
    private static string? Sha(string? text) => text is not null && GitId.IsFull(text) ? text : null;

    private string? Variable(string name) => Host.Variable(variables, name);

    private PerfGateException Missing(string property) => NotReadable(Variable("GITHUB_EVENT_PATH"), $"the event has no {property}");

    private static PerfGateException NotReadable(string? origin, string text, Exception? inner = null) =>
        new(ErrorCode.EventNotReadable, origin, text, "Run it in a workflow, where GitHub Actions sets these variables.", inner);
}
