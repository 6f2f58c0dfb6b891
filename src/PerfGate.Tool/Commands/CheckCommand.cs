using System.CommandLine;
using PerfGate.Tool.Configuration;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate check</c>: the whole job.</summary>
internal static class CheckCommand
{
    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var against = new Option<string?>("--against", "-a")
        {
            Description = "What to compare with: a revision, which is measured here beside the working tree; 'baseline', the recorded one; or a file of results. "
                + "[default: what a pull request merges into, the last commit, or where the branch began]",
            HelpName = "REV|baseline|FILE",
        };
        var results = new Option<string[]>("--results")
        {
            Description = "Current results, as files, folders or globs; nothing is run then.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new CommandWithExamples(
            "check",
            "Measure the working tree and its base, compare them, and fail when something truly got slower.",
            new("dotnet perfgate check", "compare with the base that fits: in a pull request, what it merges into"),
            new("dotnet perfgate check --against HEAD", "did my uncommitted change make anything slower?"),
            new("dotnet perfgate check --against v2.1.0 --filter '*Parse*' --report json=perf.json", "some benchmarks against a release, with a machine-readable report"),
            new("dotnet perfgate check --results BenchmarkDotNet.Artifacts --against baseline", "judge results that are there against the recorded baseline"));
        command.Options.Add(against);
        command.Options.Add(results);
        common.AddMeasuring(command);
        common.AddReporting(command);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var targets = ReportTargets.Parse(parsed.GetValue(common.Out), parsed.GetValue(common.Report) ?? []);
            var context = CommandContext.Create(host, common.Read(parsed) with { Against = parsed.GetValue(against) });
            var judged = parsed.GetValue(results) is { Length: > 0 } paths
                ? await StoredComparison.OfResultsAsync(context, paths, cancellationToken)
                : await RunAsync(context, cancellationToken);
            Measuring.PrintFailures(context, judged.Failures, withLog: false);
            return (int)Judgement.Report(context, targets, judged);
        });
        return command;
    }

    private static async Task<Judged> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var against = context.Settings.Against;
        if (string.Equals(against, StoredComparison.Baseline, StringComparison.OrdinalIgnoreCase)) return await StoredComparison.OfWorkingTreeAsync(context, cancellationToken);

        // A file needs no repository; a name that is a revision is one, even where a folder is called the same.
        if (against is not null && File.Exists(context.PathOf(against))) return await StoredComparison.OfWorkingTreeAsync(context, cancellationToken);
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        if (against is null) return await RevisionComparison.MeasureAsync(context, repository, await Revisions.ChooseBaseAsync(context, repository, cancellationToken), cancellationToken);

        var isFolder = Directory.Exists(context.PathOf(against)) && await repository.FindAsync(against, cancellationToken) is null;
        return isFolder
            ? await StoredComparison.OfWorkingTreeAsync(context, cancellationToken)
            : await RevisionComparison.MeasureAsync(
                context, repository, new BaseRevision(await repository.ResolveAsync(against, cancellationToken), against), cancellationToken);
    }
}
