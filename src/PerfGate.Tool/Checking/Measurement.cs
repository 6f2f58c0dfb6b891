using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Kept;
using PerfGate.Tool.Suites.Progress;

namespace PerfGate.Tool.Checking;

/// <summary>Prepared suites with what measuring them may cost.</summary>
internal sealed class Measurement(
    CommandContext context,
    IReadOnlyList<SuitePair> pairs,
    MeasuringBudget budget,
    IProgress<MeasureEvent> progress,
    Random random)
{
    private readonly PairLauncher _launcher = new(
        random,
        context.Host.Clock,
        context.Settings.Measure.Timeout,
        isTimed: context.Settings.Policy.Metrics.Any(name => name != Metric.Allocated.Name));

    public IReadOnlyList<SuitePair> Pairs => pairs;

    public MeasuringBudget Budget => budget;

    /// <summary>What is measured by whole launches.</summary>
    public IReadOnlyList<WholeLaunchBenchmark> Whole =>
        [.. pairs.SelectMany(pair => pair.ByWholeLaunches.Select(method => new WholeLaunchBenchmark(pair.Name, method)))];

    /// <summary>
    /// Launch pairs of everything before the first decision. They follow from the number of benchmarks before these are shared out: all
    /// shards have to come to the same.
    /// </summary>
    public ScreeningLaunches Launches { get; } = new(
        context.Settings.Measure.LockstepLaunches(pairs.Sum(InTurn)), context.Settings.Measure.SequentialLaunches);

    /// <summary>Launch pairs of everything together, by what one costs that takes turns.</summary>
    public double LaunchesOfAll => pairs
        .SelectMany(pair => pair.Units(context.Settings.Filter, only: null))
        .Sum(unit => unit.Weight * Launches.For(unit));

    /// <summary>What can be said of the measurement before it begins.</summary>
    public MeasurementFacts Facts => new()
    {
        Filter = context.Settings.Filter,
        Suites = pairs.ToDictionary(pair => pair.Name, pair => pair.Current.Fingerprint, StringComparer.Ordinal),
        Lockstep = IsLockstep,
        Arguments = context.Settings.LaunchArguments,
        Screening = Launches.InTurn,
        WholeScreening = Launches.Whole,
        Whole = Whole,
        MaxPairs = context.Settings.Measure.MaxPairs,
        Limits = MeasuringLimits.Digest(context.Settings.Policy),
        BenchmarksFrom = context.Settings.Measure.BenchmarksFrom,
    };

    private static int InTurn(SuitePair pair) => pair.Parts().Count - pair.ByWholeLaunches.Count();

    private bool IsLockstep => pairs.Any(pair => pair.IsLockstep);

    /// <summary>Measures; what an interrupt leaves is kept where there is a keeper.</summary>
    public async Task<SideBySideResult> RunAsync(
        MeasuringPlan plan, IReadOnlyList<SuitePair> measured, MeasurementKeeper? keeper, CancellationToken cancellationToken)
    {
        try
        {
            var sideBySide = new SideBySide(plan, budget, progress, _launcher, keeper is null ? null : keeper.Keep);
            return await sideBySide.MeasureAsync(measured, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (keeper?.Write() == true)
            {
                context.Host.Error.WriteLine("What was measured is kept: the same command with --resume goes on with it.");
            }

            throw;
        }
    }
}
