using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

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
        // Only what was measured knows its environment. Where there is no record from any, measuring the working tree alone shows nothing.
        var any = await SelectAsync(environment: null);
        if (any is { Chosen: null, Foreign: null }) return (null, Told(any).Explanation);

        var plan = new MeasuringPlan(context.Settings.Filter, ScreeningLaunches.Of(context.Settings.Measure.Launches ?? 1), Nothing);
        var measured = await measure(plan, [.. pairs.Select(pair => new SuitePair(null, pair.Current.Afresh()))]);
        if (measured.Current.Benchmarks.IsEmpty) return (null, "Nothing was measured that a baseline could be held against.");
        var current = measured.Current with { Environment = measured.Current.Environment with { Name = context.Settings.EnvironmentName } };
        var choice = Told(await SelectAsync(current.Environment));
        if (choice is not { Chosen: { } chosen, MissingSuites.IsEmpty: true }) return (null, choice.Explanation);

        // What a suite that failed would have measured is not gone.
        var failed = measured.Failures.Select(failure => failure.Suite);
        var suites = pairs.Select(pair => pair.Name).Except(failed, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var part = new StoredPart(context.Settings.Filter, suites);
        var baseline = OfBase(part.Of(chosen.Results, current), pairs);

        // The record may be an ancestor's, or of some benchmarks alone: what it lacks is not new for that, and what failed in it has no
        // values to screen by.
        var recorded = baseline.Benchmarks.Select(benchmark => benchmark.Key.Case).ToHashSet();
        recorded.ExceptWith(baseline.Benchmarks.Where(benchmark => benchmark.HasFailed).Select(benchmark => benchmark.Key.Case));
        var missing = current.Benchmarks
            .Where(benchmark => !recorded.Contains(benchmark.Key.Case) && PairOf(pairs, benchmark)?.IsInBase(benchmark.Id) == true)
            .Select(benchmark => benchmark.Id)
            .Concat(pairs.Where(pair => suites.Contains(pair.Name)).SelectMany(pair => LackedOf(pair, recorded)))
            .FirstOrDefault();
        if (missing is not null)
        {
            return (null, $"{choice.Explanation} It lacks {SafeText.Name(missing.DisplayName)}, which the base has.");
        }

        // A record of an ancestor may have a case that a commit in between removed: that is no work of this change.
        if (chosen.HasAncestors && Doubtful(baseline, current, measured.Skipped, pairs) is { } doubtful)
        {
            return (null, $"{choice.Explanation} It has {SafeText.Name(doubtful.DisplayName)}, of which it is not known whether the base has it.");
        }

        var screen = new StoredScreen(
            baseline, current, chosen.HasAncestors, choice.Explanation, measured.Skipped, measured.Failures);
        return (screen, choice.Explanation);

        Task<BaselineChoice> SelectAsync(HostEnvironment? environment)
        {
            var query = new BaselineQuery(baseCommit, environment, [.. pairs.Select(pair => pair.Name)])
            {
                Host = GitHubHistory.Of(context.Host),
            };
            return BaselineSelection.SelectAsync(repository, query, cancellationToken);
        }

        BaselineChoice Told(BaselineChoice found)
        {
            foreach (var warning in found.Warnings) context.Errors.Warn(warning);
            return found;
        }
    }

    // What the base no longer has was removed before: a record of an ancestor still knows it.
    private static ResultSet OfBase(ResultSet baseline, IReadOnlyList<SuitePair> pairs) => baseline with
    {
        Benchmarks = [.. baseline.Benchmarks.Where(benchmark => PairOf(pairs, benchmark) is not { } pair || pair.IsInBase(benchmark.Id))],
    };

    // What the working tree has not, though it was measured, and the base perhaps not either.
    private static BenchmarkId? Doubtful(
        ResultSet baseline, ResultSet current, IReadOnlyList<SkippedBenchmark> skipped, IReadOnlyList<SuitePair> pairs)
    {
        var has = current.Benchmarks.Select(benchmark => benchmark.Key.Case).ToHashSet();
        var unreached = skipped.Select(skip => (skip.Suite, SuitePair.Listed(skip.Benchmark))).ToHashSet();
        return baseline.Benchmarks
            .Where(benchmark => !has.Contains(benchmark.Key.Case)
                && !unreached.Contains((benchmark.Suite, SuitePair.Listed(benchmark.Id)))
                && PairOf(pairs, benchmark)?.IsDoubtfulInBase(benchmark.Id) == true)
            .Select(benchmark => benchmark.Id)
            .FirstOrDefault();
    }

    // Also of what is gone by now: in a record of an ancestor it is not, and would vanish without a word.
    private static IEnumerable<BenchmarkId> LackedOf(SuitePair pair, HashSet<BenchmarkKey> recorded)
    {
        var methods = recorded.Where(name => name.Suite == pair.Name).Select(name => SuitePair.Listed(name.Id)).ToHashSet(StringComparer.Ordinal);
        return pair.InBase().Where(id => pair.IsLockstep && id.Parameters.Length > 0
            ? !recorded.Contains(new BenchmarkKey(pair.Name, id))
            : !methods.Contains(SuitePair.Listed(id)));
    }

    private static SuitePair? PairOf(IReadOnlyList<SuitePair> pairs, BenchmarkResult benchmark) =>
        pairs.FirstOrDefault(pair => string.Equals(pair.Name, benchmark.Suite, StringComparison.Ordinal));

    /// <summary>The comparison of what has no base.</summary>
    public static ComparisonResult Nothing(ResultSet before, ResultSet after) =>
        new(new EnvironmentComparison(after.Environment, after.Environment, Comparable: true, []), [], []);
}
