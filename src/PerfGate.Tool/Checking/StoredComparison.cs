using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
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
    /// <param name="Suite">The suite of what is stored without one; null where that cannot be told.</param>
    private sealed record Side(ResultSet Results, string Name, ImmutableArray<string> How, StoredPart Part, string? Suite = null);

    /// <summary>Judges results that are there; nothing is run.</summary>
    public static async Task<ExplainedComparison> OfResultsAsync(
        CommandContext context, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var started = context.Host.Clock.GetTimestamp();
        var part = new StoredPart(context.Settings.Filter);
        var results = part.Of(ResultReader.Read([.. paths.Select(context.PathOf)]));
        var suite = SuitesOf(results).Contains("") ? UnnamedResults.SuiteOf(context.Settings) : null;
        results = UnnamedResults.Named(results, suite);
        MeasuringSteps.ThrowIfNothingSelected(context, !results.Benchmarks.IsEmpty);
        results = results with { Environment = results.Environment with { Name = NameOf(results, context) } };
        var shown = paths.Select(path => Path.GetRelativePath(context.Host.WorkingDirectory, context.PathOf(path)));

        // Of a named project the others' benchmarks are not missing.
        if (suite is not null) part = part with { Suites = SuitesOf(results).ToHashSet(StringComparer.Ordinal) };
        var current = new Side(
            results, $"current: {string.Join(", ", shown)}", ["The current results were found, not measured."], part, suite);
        var judged = await CompareAsync(context, current, cancellationToken);
        return judged with { Started = started };
    }

    /// <summary>
    /// Measures the working tree and holds it against a file, or against the record of a base that is not in this clone: nothing can be
    /// measured again.
    /// </summary>
    public static async Task<ExplainedComparison> OfWorkingTreeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var started = context.Host.Clock.GetTimestamp();
        var settings = context.Settings;
        var launches = settings.Measure.SequentialLaunches;
        var measured = await WorkingTreeMeasurement.RunAsync(context, launches, cancellationToken, settings.Measure.Budget);
        MeasuringSteps.KeepResults(context, "current", measured.Current);

        // Without a name there is but one project: a suite that the base has beside it is gone. What a suite that failed would have measured
        // is not.
        var failed = measured.Failures.Select(failure => failure.Suite).Except(SuitesOf(measured.Current), StringComparer.Ordinal);
        var suites = settings.Projects.Count == 0
            ? null
            : SuiteDiscovery.Locate(settings.Projects, settings.ConfigurationFolder)
                .Select(project => project.Name)
                .Except(failed, StringComparer.Ordinal)
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

    private static async Task<ExplainedComparison> CompareAsync(CommandContext context, Side current, CancellationToken cancellationToken)
    {
        if (await AgainstReferences.ReadAsync(context, cancellationToken) != AgainstReference.Results)
            return Compare(context, await FindAsync(context, current, cancellationToken), current);

        // A file that knows none of the suites was written where they were called otherwise.
        var named = ReadNamed(context, current.Results);
        var isKnown = named.Benchmarks.Any(benchmark => benchmark.Suite.Length == 0 || current.Part.Suites?.Contains(benchmark.Suite) == true);
        if (current.Suite is not null && !isKnown) current = current with { Part = current.Part with { Suites = null } };
        return Compare(context, named, $"base: {context.Settings.Against}", [], current);
    }

    private static ExplainedComparison Compare(CommandContext context, Recorded recorded, Side current)
    {
        // A record from another environment is compared too, and every time in it then stays undecided: exact metrics still count.
        var choice = recorded.Choice;
        var candidate = choice.Chosen ?? choice.Foreign ?? throw new PerfGateException(
            ErrorCode.NoBaseline,
            GitId.Short(recorded.Base),
            $"there is no recorded baseline for the base ({recorded.Why}). {choice.Explanation}",
            "Record one with 'dotnet perfgate baseline update' at that commit, "
                + "get those of the remote with 'dotnet perfgate baseline fetch', "
                + $"or let the base be measured: 'dotnet perfgate check --against {GitId.Short(recorded.Base)}'.");
        var missing = choice.Chosen is null
            ? []
            : choice.MissingSuites.Intersect(SuitesOf(current.Results), StringComparer.Ordinal).Select(
                suite => $"{suite} has no baseline from this environment, so that its benchmarks are compared with nothing.");
        return Compare(context, candidate.Results, $"base: {choice.Explanation}", [.. missing], current);
    }

    private static ExplainedComparison Compare(
        CommandContext context, ResultSet baseline, string baselineName, ImmutableArray<string> doubts, Side current)
    {
        var policy = context.Settings.Policy;
        var comparison = Comparer.Compare(
            Gate.SelectMetrics(policy, current.Part.Of(UnnamedResults.Named(baseline, current.Suite), current.Results)),
            Gate.SelectMetrics(policy, current.Results),
            Gate.OptionsFor(policy));
        return new ExplainedComparison(comparison, baselineName, current.Name, current.How)
        {
            DataWarnings =
            [
                .. doubts, .. baseline.Warnings, .. current.Results.Warnings, .. UnselectedMetrics.Warnings(policy, current.Results),
            ],
        };
    }

    // Whoever names a file has chosen it: an environment's name separates what is chosen by itself.
    private static ResultSet ReadNamed(CommandContext context, ResultSet current)
    {
        var named = ResultReader.Read([context.PathOf(context.Settings.Against!)]);
        return named with { Environment = named.Environment with { Name = current.Environment.Name } };
    }

    // The record of a revision; without one, of the base that fits the working tree.
    private static async Task<Recorded> FindAsync(CommandContext context, Side current, CancellationToken cancellationToken)
    {
        var against = context.Settings.Against;
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var (id, why) = IsRecorded(against)
            ? await BaseChoice.IdAsync(context, repository, cancellationToken)
            : (await repository.IdAsync(against!, cancellationToken), against!);

        // A suite of which nothing is left is looked up as well: its benchmarks are gone.
        var suites = SuitesOf(current.Results).Union(current.Part.Suites ?? new HashSet<string>(), StringComparer.Ordinal);
        var query = new BaselineQuery(id, current.Results.Environment, [.. suites])
        {
            WithUnnamed = current.Suite is not null,
            Host = GitHubHistory.Of(context.Host),
        };
        var choice = await BaselineSelection.SelectAsync(repository, query, cancellationToken);
        foreach (var warning in choice.Warnings) context.Errors.Warn(warning);
        return new Recorded(id, why, choice);
    }

    /// <summary>Whether the recorded baseline of the base is meant, and no revision or file.</summary>
    public static bool IsRecorded(string? against) =>
        against is null || string.Equals(against, Baseline, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> SuitesOf(ResultSet results) =>
        results.Benchmarks.Select(benchmark => benchmark.Suite).Distinct(StringComparer.Ordinal);

    // A name that the user gave on this command line wins over the one in the file.
    private static string NameOf(ResultSet results, CommandContext context) =>
        context.Settings.EnvironmentName.Length > 0 ? context.Settings.EnvironmentName : results.Environment.Name;
}
