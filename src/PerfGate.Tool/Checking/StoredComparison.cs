using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>Compares with a base that is stored: recorded in the repository, or in a file.</summary>
internal static class StoredComparison
{
    /// <summary>The word that asks for the recorded baseline.</summary>
    public const string Baseline = "baseline";

    /// <summary>What a base commit has recorded.</summary>
    private sealed record Recorded(string Base, string Why, BaselineChoice Choice);

    /// <summary>The side that a base is held against.</summary>
    /// <param name="Results">Its results.</param>
    /// <param name="Name">What it is, for people.</param>
    /// <param name="How">How the results came about.</param>
    /// <param name="Part">The part of everything that it is.</param>
    private sealed record Side(ResultSet Results, string Name, ImmutableArray<string> How, StoredPart Part);

    /// <summary>Judges results that are there; nothing is run.</summary>
    public static async Task<Judged> OfResultsAsync(
        CommandContext context, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var started = context.Host.Clock.GetTimestamp();
        var part = new StoredPart(context.Settings.Filter);
        var results = part.Of(ResultReader.Read([.. paths.Select(context.PathOf)]));
        MeasuringSteps.ThrowIfNothingSelected(context, !results.Benchmarks.IsEmpty);
        results = results with { Environment = results.Environment with { Name = NameOf(results, context) } };
        var shown = paths.Select(path => Path.GetRelativePath(context.Host.WorkingDirectory, context.PathOf(path)));
        var current = new Side(
            results, $"current: {string.Join(", ", shown)}", ["The current results were found, not measured."], part);
        var judged = await CompareAsync(context, current, cancellationToken);
        return judged with { Started = started };
    }

    /// <summary>
    /// Measures the working tree and holds it against a file, or against the record of a base that is not in this clone: nothing can be
    /// measured again.
    /// </summary>
    public static async Task<Judged> OfWorkingTreeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var started = context.Host.Clock.GetTimestamp();
        var settings = context.Settings;
        var launches = settings.Measure.SequentialLaunches;
        var measured = await WorkingTreeMeasurement.RunAsync(context, launches, cancellationToken, settings.Measure.Budget);
        ResultSetFile.Write(context.WorkFolder.Results("current"), measured.Current);

        // Without a name there is but one project: a suite that the base has beside it is gone.
        var suites = settings.Projects.Count == 0
            ? null
            : SuiteDiscovery.Locate(settings.Projects, settings.ConfigurationFolder)
                .Select(project => project.Name)
                .ToHashSet(StringComparer.Ordinal);
        var current = new Side(
            measured.Current,
            "current: the working tree",
            [
                $"The working tree was measured in {Phrase.Count(launches, "launch")}; the base is as it was stored.",
                .. MeasuringSentences.OfCourse(measured.Course),
            ],
            new StoredPart(settings.Filter, suites));
        var judged = await CompareAsync(context, current, cancellationToken);
        return judged with
        {
            Comparison = SideBySide.With(judged.Comparison, measured.Skipped),
            Started = started,
            Failures = measured.Failures,
        };
    }

    private static async Task<Judged> CompareAsync(CommandContext context, Side current, CancellationToken cancellationToken) =>
        await FileAsync(context, current.Results, cancellationToken) is { } file
            ? Compare(context, file, $"base: {context.Settings.Against}", [], current)
            : Compare(context, await FindAsync(context, current.Results, cancellationToken), current);

    private static Judged Compare(CommandContext context, Recorded recorded, Side current)
    {
        // A record from another environment is compared too, and every time in it then stays undecided: exact metrics still count.
        var choice = recorded.Choice;
        var candidate = choice.Chosen ?? choice.Foreign ?? throw new PerfGateException(
            ErrorCode.NoBaseline,
            recorded.Base[..10],
            $"there is no recorded baseline for the base ({recorded.Why}). {choice.Explanation}",
            "Record one with 'dotnet perfgate baseline update' at that commit, "
                + "get those of the remote with 'dotnet perfgate baseline fetch', "
                + $"or let the base be measured: 'dotnet perfgate check --against {recorded.Base[..10]}'.");
        var missing = choice.Chosen is null
            ? []
            : choice.MissingSuites.Select(
                suite => $"{suite} has no baseline from this environment, so that its benchmarks are compared with nothing.");
        return Compare(context, candidate.Results, $"base: {choice.Explanation}", [.. missing], current);
    }

    private static Judged Compare(
        CommandContext context, ResultSet baseline, string baselineName, ImmutableArray<string> doubts, Side current)
    {
        var policy = context.Settings.Policy;
        var comparison = Comparer.Compare(
            Gate.SelectMetrics(policy, current.Part.Of(baseline, current.Results)),
            Gate.SelectMetrics(policy, current.Results),
            Gate.OptionsFor(policy));
        return new Judged(comparison, baselineName, current.Name, current.How)
        {
            DataWarnings =
            [
                .. doubts, .. baseline.Warnings, .. current.Results.Warnings, .. UnselectedMetrics.Warnings(policy, current.Results),
            ],
        };
    }

    /// <summary>
    /// The file that was named. Whoever names one has chosen it: an environment's name separates what is chosen by itself.
    /// </summary>
    private static async Task<ResultSet?> FileAsync(CommandContext context, ResultSet current, CancellationToken cancellationToken)
    {
        var against = context.Settings.Against;
        if (IsRecorded(against) || !Path.Exists(context.PathOf(against!))) return null;
        if (!File.Exists(context.PathOf(against!)) && await IsRevisionAsync(context, against!, cancellationToken)) return null;
        var named = ResultReader.Read([context.PathOf(against!)]);
        return named with { Environment = named.Environment with { Name = current.Environment.Name } };
    }

    // A folder may be called as a branch is; a check without results takes the branch then, and so does this.
    private static async Task<bool> IsRevisionAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        try
        {
            var repository = await Revisions.OpenAsync(context, cancellationToken);
            return await repository.FindAsync(name, cancellationToken) is not null;
        }
        catch (PerfGateException problem) when (problem.Code is ErrorCode.NotARepository or ErrorCode.GitNotFound)
        {
            return false;
        }
    }

    // The record of a revision; without one, of the base that fits the working tree.
    private static async Task<Recorded> FindAsync(CommandContext context, ResultSet current, CancellationToken cancellationToken)
    {
        var against = context.Settings.Against;
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var (id, why) = IsRecorded(against)
            ? await Revisions.ChooseBaseIdAsync(context, repository, cancellationToken)
            : (await repository.IdAsync(against!, cancellationToken), against!);
        var suites = current.Benchmarks.Select(benchmark => benchmark.Suite).Distinct(StringComparer.Ordinal);
        var query = new BaselineQuery(id, current.Environment.Key, [.. suites]) { Host = GitHubHistory.Of(context.Host) };
        var choice = await BaselineSelection.SelectAsync(repository, query, cancellationToken);
        foreach (var warning in choice.Warnings) context.Errors.Warn(warning);
        return new Recorded(id, why, choice);
    }

    /// <summary>Whether the recorded baseline of the base is meant, and no revision or file.</summary>
    public static bool IsRecorded(string? against) =>
        against is null || string.Equals(against, Baseline, StringComparison.OrdinalIgnoreCase);

    // A name that the user gave on this command line wins over the one in the file.
    private static string NameOf(ResultSet results, CommandContext context) =>
        context.Settings.EnvironmentName.Length > 0 ? context.Settings.EnvironmentName : results.Environment.Name;
}
