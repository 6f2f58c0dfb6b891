using System.CommandLine;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Suites.Kept;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate check</c>: the whole job.</summary>
internal static class CheckCommand
{
    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var publish = new PublishOptions();
        var against = new Option<string?>("--against", "-a")
        {
            Description = "What to compare with: a revision, which is measured here beside the working tree; 'baseline', the recorded one; "
                + "or a file of results. [default: what a pull request merges into, the last commit if there are changes, where the branch began, or the commit before]",
            HelpName = "REV|baseline|FILE",
        };
        var results = new Option<string[]>("--results")
        {
            Description = "Current results, as files, folders or globs; nothing is run then, and they are held against the recorded baseline or --against.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var shard = new Option<string?>("--shard")
        {
            Description = "Measure only a part, for example 2/4, into .perfgate/shards; '--results' puts the parts together and judges.",
            HelpName = "I/N",
        };
        var resume = new Option<bool>("--resume") { Description = "Go on with a check that was interrupted." };
        var command = new CommandWithExamples(
            "check",
            "Measure the working tree and its base, compare them, and fail when something truly got slower.",
            new("dotnet perfgate check", "compare with the base that fits: in a pull request, what it merges into"),
            new("dotnet perfgate check --against HEAD", "did my uncommitted change make anything slower?"),
            new(
                "dotnet perfgate check --against v2.1.0 --filter '*Parse*' --report json=perf.json",
                "some benchmarks against a release, with a machine-readable report"),
            new(
                "dotnet perfgate check --results BenchmarkDotNet.Artifacts --against baseline",
                "judge results that are there against the recorded baseline"),
            new("dotnet perfgate check --shard 2/4", "measure the second quarter, in one of four jobs"),
            new("dotnet perfgate check --results 'shards/**'", "judge what all shards have measured"));
        command.Options.Add(against);
        command.Options.Add(results);
        command.Options.Add(shard);
        command.Options.Add(resume);
        common.AddMeasuring(command);
        common.AddComparing(command);
        common.AddReporting(command);
        publish.AddTo(command);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var targets = ReportTargets.Parse(parsed.GetValue(common.Out), parsed.GetValue(common.Report) ?? []);
            var values = publish.Read(parsed, common.Read(parsed)) with { Against = parsed.GetValue(against) };
            var context = CommandContext.Create(host, values);
            var scope = new CheckScope(parsed.GetValue(shard) is { Length: > 0 } part ? Shard.Parse(part) : null, parsed.GetValue(resume));

            var paths = Given.Texts(parsed.GetValue(results));
            if (await JudgeAsync(context, scope, targets, paths, cancellationToken) is not { } publication)
            {
                return (int)EndShard(context, scope.Shard!);
            }

            return (int)await CheckPublishing.AfterAsync(context, publication, cancellationToken);
        });
        return command;
    }

    // A part of the benchmarks is not judged: that takes all of them.
    private static ExitCode EndShard(CommandContext context, Shard shard)
    {
        var folder = context.WorkFolder.Shard(shard.Index, shard.Count);
        context.Host.Out.WriteLine($"Shard {shard} is measured: {Path.GetRelativePath(context.Host.WorkingDirectory, folder)}");
        context.Host.Out.WriteLine("Collect the folders of all shards and judge them with 'dotnet perfgate check --results FOLDER'.");
        return KeptMeasurement.Read(folder).Facts.Failures.Count == 0 ? ExitCode.Pass : ExitCode.NotMeasured;
    }

    // Null when only a shard was measured.
    private static async Task<Publication?> JudgeAsync(
        CommandContext context, CheckScope scope, ReportTargets targets, string[] results, CancellationToken cancellationToken)
    {
        // What the suites print, and what benchmarks are called, is no command to a CI system.
        using var guard = CommandGuard.Start(context.Host);
        if (results.Length > 0) RefuseParts(scope, "nothing is measured where --results names what is there", "Leave one of the two out.");
        else targets.Try(context);
        var paths = Array.ConvertAll(results, context.PathOf);
        var shards = ShardComparison.Find(paths);
        var judged = shards.Count > 0 ? ShardComparison.Judge(context, shards)
            : paths.Length > 0 ? await StoredComparison.OfResultsAsync(context, paths, cancellationToken)
            : await RunAsync(context, scope, cancellationToken);
        FailurePrinter.Print(context, judged.Failures, withLog: false);
        return scope.Shard is null ? Judgement.Report(context, targets, judged) : null;
    }

    private static async Task<ExplainedComparison> RunAsync(CommandContext context, CheckScope scope, CancellationToken cancellationToken)
    {
        const string measuredBase = "Leave it out, or name a base that is in this clone: --against REV.";
        var against = context.Settings.Against;
        var stored = context.Settings.Measure.Mode == MeasureMode.Stored || (against is not null && StoredComparison.IsRecorded(against));
        var reference = await AgainstReferences.ReadAsync(context, cancellationToken);
        if (reference == AgainstReference.Results)
        {
            RefuseParts(scope, $"the base, {against}, is stored, and nothing is measured beside it", measuredBase);
            return await StoredComparison.OfWorkingTreeAsync(context, cancellationToken);
        }

        if (scope.Shard is not null && stored)
        {
            const string sideBySide = "Leave it out, or let the base be measured: --mode side-by-side, --against REV.";
            RefuseParts(scope, "a part is measured beside its base, and not held against a recorded one", sideBySide);
        }

        var repository = await Revisions.OpenAsync(context, cancellationToken);
        if (reference == AgainstReference.Revision)
        {
            return await MeasureAsync(new BaseRevision(await repository.ResolveAsync(against!, cancellationToken), against!));
        }

        // A clone without the base can still compare with what was recorded of it.
        var (id, why) = await BaseChoice.IdAsync(context, repository, cancellationToken);
        if (stored && await repository.FindAsync(id, cancellationToken) is null)
        {
            RefuseParts(scope, $"the base, commit {GitId.Short(id)}, is not in this clone: nothing is measured beside it", measuredBase);
            return await StoredComparison.OfWorkingTreeAsync(context, cancellationToken);
        }

        return await MeasureAsync(new BaseRevision(await repository.ResolveAsync(id, cancellationToken), why));

        Task<ExplainedComparison> MeasureAsync(BaseRevision revision) =>
            new RevisionComparison(context, repository, revision, scope with { Stored = stored }).MeasureAsync(cancellationToken);
    }

    // A shard, and what an interrupt has left, are parts of a measurement of both sides.
    private static void RefuseParts(CheckScope scope, string why, string next)
    {
        if (scope is { Shard: null, Resume: false }) return;
        throw new PerfGateException(ErrorCode.InvalidArguments, scope.Shard is null ? "--resume" : "--shard", why, next);
    }
}
