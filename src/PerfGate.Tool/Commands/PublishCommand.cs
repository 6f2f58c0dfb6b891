using System.CommandLine;
using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Publishing;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate publish</c>: the second stage, where the one that measured must not write to GitHub.</summary>
internal static class PublishCommand
{
    private const string ReportArtifact = "perfgate-report";

    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var publish = new PublishOptions();
        var report = new Option<string?>("--report")
        {
            Description = "Report to publish, as 'check --report json=FILE' wrote it.",
            HelpName = "FILE",
        };
        var results = new Option<string[]>("--results")
        {
            Description = "Results to judge here, with this folder's configuration, and to publish.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var against = new Option<string?>("--against", "-a")
        {
            Description = "What to compare the results with. [default: the recorded baseline]",
            HelpName = "REV|baseline|FILE",
        };
        var artifact = new Option<string>("--artifact")
        {
            Description = $"Artifact of the run that a workflow_run follows, which holds {ReportArchive.EntryName}; "
                + "read when neither report nor results are named.",
            HelpName = "NAME",
            DefaultValueFactory = _ => ReportArtifact,
        };
        var command = new CommandWithExamples(
            "publish",
            "Publish a report that another run wrote: as a comment, a job summary and step outputs.",
            new("dotnet perfgate publish", "in a workflow_run: the report that the followed run uploaded"),
            new("dotnet perfgate publish --report report.json", "a report in a file, for the event of this workflow"),
            new("dotnet perfgate publish --results current.json --against base.json", "results that are judged here"))
        {
            report,
            results,
            against,
            artifact,
        };
        publish.AddTargetsTo(command);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = CommandContext.Create(
                host, publish.Read(parsed, common.Read(parsed)) with { Against = parsed.GetValue(against) });
            var source = new PublishSource(
                Given.Text(parsed.GetValue(report)),
                Given.Texts(parsed.GetValue(results)),
                Given.Text(parsed.GetValue(artifact)) ?? ReportArtifact);
            return (int)await RunAsync(context, source, cancellationToken);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, PublishSource source, CancellationToken cancellationToken)
    {
        source.Check();
        var happened = EventReader.Read(context.Host.Environment);
        var publication = happened.Followed is { } followed
            ? await FollowAsync(context, source, happened, followed, cancellationToken)
            : (await source.ReadAsync(context, null, cancellationToken)).For(happened);
        var publisher = new Publisher(context);
        await publisher.PublishAsync(publication, [], cancellationToken);
        foreach (var problem in publisher.Problems) context.Errors.Print(problem);
        return publisher.Problems.Count > 0 ? ExitCode.BaselineOrPublishing : ExitCode.Pass;
    }

    private static async Task<Publication> FollowAsync(
        CommandContext context, PublishSource source, WorkflowEvent happened, FollowedRun followed, CancellationToken cancellationToken)
    {
        using var client = new GitHubClient(GitHubConnection.From(context.Host.Environment), happened.Repository, context.Host.Clock);
        var reader = new FollowedRunReader(client, happened.Repository, followed);
        var publication = (await source.ReadAsync(context, reader, cancellationToken)).Of(followed, happened.Repository);
        if (followed.Event != "pull_request") return publication;
        try
        {
            return publication with { PullRequest = await reader.PullRequestAsync(cancellationToken) };
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.PullRequestNotFound)
        {
            // What the run measured is nobody's head any more, so its verdict is no commit's business either.
            context.Errors.Print(problem, isWarning: true);
            return publication with { Sha = null };
        }
    }
}
