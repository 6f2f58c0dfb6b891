using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>What a recorded baseline lets suspect.</summary>
/// <param name="Baseline">The recorded results.</param>
/// <param name="Current">The working tree, measured by itself.</param>
/// <param name="Explanation">Which record it is, and why that one.</param>
internal sealed record StoredScreen(ResultSet Baseline, ResultSet Current, string Explanation);

/// <summary>
/// Measures the working tree by itself, to be held against the recorded baseline of this environment: half of what launch pairs of
/// everything would cost. What then looks changed is measured side by side.
/// </summary>
internal static class StoredScreening
{
    /// <summary>Null where no record of this environment fits.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="repository">Where baselines are.</param>
    /// <param name="baseCommit">The base.</param>
    /// <param name="pairs">The suites; only their current sides are measured.</param>
    /// <param name="measure">Measures pairs of which none has a base.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<(StoredScreen? Screen, string Explanation)> MeasureAsync(
        CommandContext context,
        GitRepository repository,
        string baseCommit,
        IReadOnlyList<SuitePair> pairs,
        Func<MeasuringPlan, IReadOnlyList<SuitePair>, Task<SideBySideResult>> measure,
        CancellationToken cancellationToken)
    {
        var plan = new MeasuringPlan(context.Settings.Filter, context.Settings.Measure.Launches ?? 1, Nothing);
        var measured = await measure(plan, [.. pairs.Select(pair => new SuitePair(null, pair.Current.Afresh()))]);
        var current = measured.Current with { Environment = measured.Current.Environment with { Name = context.Settings.EnvironmentName } };
        var query = new BaselineQuery(baseCommit, current.Environment.Key, [.. pairs.Select(pair => pair.Name)])
        {
            Host = GitHubHistory.Of(context.Host),
        };
        var choice = await BaselineSelection.SelectAsync(repository, query, cancellationToken);
        foreach (var warning in choice.Warnings) context.Errors.Warn(warning);
        return choice is { Chosen: { } chosen, MissingSuites.IsEmpty: true }
            ? (new StoredScreen(chosen.Results, current, choice.Explanation), choice.Explanation)
            : (null, choice.Explanation);
    }

    /// <summary>The comparison of what has no base.</summary>
    public static ComparisonResult Nothing(ResultSet before, ResultSet after) =>
        new(new EnvironmentComparison(after.Environment, after.Environment, Comparable: true, []), [], []);
}
