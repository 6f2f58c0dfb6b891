using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Commands;

/// <summary>Compares with a base that is stored: recorded in the repository, or in a file.</summary>
internal static class StoredComparison
{
    /// <summary>The word that asks for the recorded baseline.</summary>
    public const string Baseline = "baseline";

    /// <summary>Judges results that are there; nothing is run.</summary>
    public static async Task<Judged> OfResultsAsync(CommandContext context, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var started = context.Host.Clock.GetTimestamp();
        var current = ResultReader.Read(paths);
        current = current with { Environment = current.Environment with { Name = NameOf(current, context) } };
        var judged = await CompareAsync(context, current, $"current: {string.Join(", ", paths.Select(path => Path.GetRelativePath(context.Host.WorkingDirectory, path)))}", ["The current results were found, not measured."], cancellationToken);
        return judged with { Started = started };
    }

    /// <summary>Measures the working tree and holds it against a stored base.</summary>
    public static async Task<Judged> OfWorkingTreeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var started = context.Host.Clock.GetTimestamp();
        var measured = await RunCommand.MeasureAsync(context, context.Settings.Measure.SequentialLaunches, cancellationToken);
        context.WorkFolder.Keep("current", measured.Current);
        var how = $"The working tree was measured in {context.Settings.Measure.SequentialLaunches} launches; the base is as it was stored.";
        return Completed(await CompareAsync(context, measured.Current, "current: the working tree", [how], cancellationToken), started, measured.Failures);
    }

    private static Judged Completed(Judged judged, long started, IReadOnlyList<FailedSuite> failures) => judged with { Started = started, Failures = failures };

    private static async Task<Judged> CompareAsync(
        CommandContext context, ResultSet current, string currentName, ImmutableArray<string> measured, CancellationToken cancellationToken)
    {
        var (results, description) = await FindAsync(context, current.Environment, cancellationToken);
        var policy = context.Settings.Policy;
        var comparison = Comparer.Compare(Gate.SelectMetrics(policy, results), Gate.SelectMetrics(policy, current), Gate.OptionsFor(policy));
        return new Judged(comparison, description, currentName, measured) { DataWarnings = [.. results.Warnings, .. current.Warnings] };
    }

    // A file, or the record of a revision; without either, the record of the base that fits the working tree.
    private static async Task<(ResultSet Results, string Description)> FindAsync(CommandContext context, HostEnvironment environment, CancellationToken cancellationToken)
    {
        var against = context.Settings.Against;
        var isRecorded = against is null || string.Equals(against, Baseline, StringComparison.OrdinalIgnoreCase);
        if (!isRecorded && Path.Exists(context.PathOf(against!)))
        {
            // Whoever names a file has chosen it: an environment's name separates what is chosen by itself.
            var named = ResultReader.Read([context.PathOf(against!)]);
            return (named with { Environment = named.Environment with { Name = environment.Name } }, $"base: {against}");
        }

        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var revision = isRecorded
            ? await Revisions.ChooseBaseAsync(context, repository, cancellationToken)
            : new BaseRevision(await repository.ResolveAsync(against!, cancellationToken), against!);
        var query = new BaselineQuery(revision.Commit.Id, environment.Key, []);
        var choice = await BaselineSelection.SelectAsync(repository, query, cancellationToken);
        foreach (var warning in choice.Warnings) context.Errors.Warn(warning);

        // A record from another environment is compared too, and every time in it then stays undecided: exact metrics still count.
        var candidate = choice.Chosen ?? choice.Foreign ?? throw new PerfGateException(
            ErrorCode.NoBaseline,
            revision.ShortId,
            $"there is no recorded baseline for the base ({revision.Why}). {choice.Explanation}",
            "Record one with 'dotnet perfgate baseline update' at that commit, or let the base be measured: 'dotnet perfgate check --against " + revision.ShortId + "'.");
        return (candidate.Results, $"base: {choice.Explanation}");
    }

    // A name that the user gave on this command line wins over the one in the file.
    private static string NameOf(ResultSet results, CommandContext context) =>
        context.Settings.EnvironmentName.Length > 0 ? context.Settings.EnvironmentName : results.Environment.Name;
}
