using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>
/// Carries a finished report to where people look: job summary, annotations, the pull request. Each way is tried for itself, and none of
/// them changes what the gate said.
/// </summary>
internal sealed class Publisher(CommandContext context)
{
    private const string NoComment = "no comment";
    private const string NoCheckRun = "no check run";

    private readonly List<PerfGateException> _problems = [];
    private readonly IReadOnlyDictionary<string, string> _variables = context.Host.Environment;
    private readonly PublishSettings _settings = context.Settings.Publish;

    /// <summary>What could not be done.</summary>
    public IReadOnlyList<PerfGateException> Problems => _problems;

    public async Task PublishAsync(Publication publication, IReadOnlyList<Annotation> annotations, CancellationToken cancellationToken)
    {
        if (Variable("GITHUB_STEP_SUMMARY") is { } summary) Try(() => Summarize(publication.Report, summary));
        WorkflowCommands.Write(annotations, context.Host.Error);
        var comment = await AtGitHubAsync(publication, annotations, cancellationToken);
        if (Variable("GITHUB_OUTPUT") is { } output)
        {
            Try(() => RunnerFile.Append(output, StepOutputs.Text(StepOutputs.Of(publication.Report, publication.Path, comment?.HtmlUrl))));
        }

        if (comment is not null) context.Host.Error.WriteLine($"perfgate: the pull request's comment is {comment.HtmlUrl.AbsoluteUri}");
    }

    private async Task<Comment?> AtGitHubAsync(
        Publication publication, IReadOnlyList<Annotation> annotations, CancellationToken cancellationToken)
    {
        var comments = _settings.Comment != CommentMode.Never && publication is { PullRequest: not null, Run: not null };
        var checks = _settings.CheckRun && publication is { Sha: not null, IsUntrusted: false };
        if (!comments && !checks) return null;
        if (publication.ReadOnly is { } reason)
        {
            var without = comments && checks ? $"{NoComment} and {NoCheckRun}" : comments ? NoComment : NoCheckRun;
            Notice($"There is {without}, as {reason} and its token may only read. The job summary has the report.");
            return null;
        }

        try
        {
            using var client = new GitHubClient(GitHubConnection.From(_variables), Repository(), context.Host.Clock);
            var comment = comments ? await TryAsync(NoComment, () => CommentAsync(client, publication, cancellationToken)) : null;
            if (checks)
            {
                var check = new CheckRunPublisher(client, publication.Sha!, Key(), Links.Run(_variables, publication.Run));
                await TryAsync<object>(NoCheckRun, async () =>
                {
                    await check.PublishAsync(publication.Report, annotations, cancellationToken);
                    return null;
                });
            }

            return comment;
        }
        catch (PerfGateException problem)
        {
            _problems.Add(problem);
            return null;
        }
    }

    private Task<Comment?> CommentAsync(GitHubClient client, Publication publication, CancellationToken cancellationToken)
    {
        var sticky = new StickyComment(client, publication.PullRequest!.Value, CommentMarker.Of(Key()), publication.Run!)
        {
            Login = Variable("PERFGATE_GITHUB_LOGIN"),
        };
        return sticky.PublishAsync(
            async () => CommentState.IsWanted(_settings.Comment, publication.Report)
                && !await HasMovedOnAsync(client, publication, cancellationToken),
            before => Body(publication, before),
            cancellationToken);
    }

    // A newer run may have found nothing to say, so that no comment tells that this one is too late.
    private async Task<bool> HasMovedOnAsync(GitHubClient client, Publication publication, CancellationToken cancellationToken)
    {
        if (publication is not { HeadBranch: { } branch, Sha: { } measured }) return false;
        try
        {
            var open = await client.PullRequestsAsync(Repository().Owner, branch, cancellationToken);
            if (!open.Any(pull => pull.Number == publication.PullRequest && pull.Head.Sha != measured)) return false;
            Notice($"There is {NoComment}, as the pull request has got new commits since. The job summary has the report.");
            return true;
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.GitHubPermissionMissing)
        {
            // A token that may write issues may comment, and look at no pull request.
            return false;
        }
    }

    private string Body(Publication publication, string? before)
    {
        var state = CommentState.After(before is null ? null : CommentMarker.StateOf(before), publication.Report);
        var options = new CommentOptions
        {
            Key = Key(),
            RunId = publication.Run!.ToString(),
            Resolved = state == CommentState.Resolved,
            RunLink = Links.Run(_variables, publication.Run),
        };
        return $"{CommentReport.Write(publication.Report, options)}\n{CommentMarker.OfState(state)}\n";
    }

    private static void Summarize(Report report, string path)
    {
        var room = SummaryReport.GitHubLimit - RunnerFile.Length(path);
        RunnerFile.Append(path, SummaryReport.Write(report, (int)Math.Max(0, room)));
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (PerfGateException problem)
        {
            _problems.Add(problem);
        }
    }

    private async Task<T?> TryAsync<T>(string without, Func<Task<T?>> action)
        where T : class
    {
        try
        {
            return await action();
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.GitHubPermissionMissing && EventReader.IsDependabot(_variables))
        {
            Notice($"There is {without}, as Dependabot's token may only read. The job summary has the report.");
            return null;
        }
        catch (PerfGateException problem)
        {
            _problems.Add(problem);
            return null;
        }
    }

    private void Notice(string text) =>
        WorkflowCommands.Write([new Annotation(AnnotationLevel.Notice, null, null, "PerfGate", text)], context.Host.Error);

    private string Key() =>
        CommentKey.Of(_settings.Key, Variable("GITHUB_WORKSPACE"), context.Settings.ConfigurationFolder, context.Settings.EnvironmentName);

    private RepositoryName Repository() => RepositoryName.Parse(Variable("GITHUB_REPOSITORY"))
        ?? throw new PerfGateException(
            ErrorCode.GitHubNotConfigured, "GITHUB_REPOSITORY", "owner/name of the repository was expected", "GitHub Actions sets it.");

    private string? Variable(string name) => context.Host.Variable(name);
}
