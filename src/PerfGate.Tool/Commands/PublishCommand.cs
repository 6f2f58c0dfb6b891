using System.CommandLine;
using PerfGate.Tool.Checking;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;

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
            : await source.ReadAsync(context, null, cancellationToken) with
            {
                PullRequest = happened.PullRequest,
                Sha = happened.Sha,
                Run = happened.Run,
                ReadOnly = happened.ReadOnly,
            };
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
        var publication = await source.ReadAsync(context, reader, cancellationToken) with { Sha = followed.HeadSha, Run = followed.Run };
        if (!string.Equals(followed.HeadRepository.ToString(), happened.Repository.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            publication = publication.AsUntrusted();
        }
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

/// <summary>Where a report to publish comes from.</summary>
internal sealed record PublishSource(string? ReportFile, IReadOnlyList<string> Results, string Artifact)
{
    // A report of 50,000 comparisons has 50 MB.
    private const int MaxBytes = 256 * 1024 * 1024;

    public void Check()
    {
        if (ReportFile is not null && Results.Count > 0)
        {
            throw new PerfGateException(
                ErrorCode.InvalidArguments,
                "publish",
                "--report and --results exclude each other",
                "A report is published as it is, results are judged first.");
        }
    }

    /// <param name="context">What the command works with.</param>
    /// <param name="followed">The run that this one follows; null when it follows none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Publication> ReadAsync(CommandContext context, FollowedRunReader? followed, CancellationToken cancellationToken)
    {
        if (ReportFile is not null) return new Publication(ReadFile(context.PathOf(ReportFile)), context.PathOf(ReportFile));
        if (Results.Count > 0)
        {
            return new Publication(Judgement.Of(context, await StoredComparison.OfResultsAsync(context, Results, cancellationToken)), null);
        }
        return followed is not null
            ? new Publication(await followed.ReportAsync(Artifact, cancellationToken), null)
            : throw new PerfGateException(
                ErrorCode.InvalidArguments,
                "publish",
                "there is nothing to publish",
                "Name it with --report or --results; an artifact is only read in a workflow_run.");
    }

    private static Report ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new PerfGateException(ErrorCode.ReportNotReadable, path, "the file is larger than any report");
            }
            return JsonReportReader.Read(File.ReadAllBytes(path), path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(
                ErrorCode.ReportNotReadable, path, $"cannot be read: {problem.Message}", "Check the path.", problem);
        }
    }
}
