using PerfGate.Analysis.Comparison;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Kept;

namespace PerfGate.Tool.Checking;

/// <summary>Prepared suites with what measuring them may cost.</summary>
internal sealed class Measurement(
    CommandContext context,
    IReadOnlyList<SuitePair> pairs,
    MeasuringBudget budget,
    IProgress<MeasureEvent> progress,
    Random random)
{
    private readonly PairLauncher _launcher = new(random, context.Host.Clock, context.Settings.Measure.Timeout);

    public IReadOnlyList<SuitePair> Pairs => pairs;

    public MeasuringBudget Budget => budget;

    /// <summary>
    /// Number of cases, or of methods that are measured by whole launches. They are counted at once, before they are shared out: all
    /// shards have to come to the same number of launches.
    /// </summary>
    public int Parts { get; } = pairs.Sum(pair => pair.Parts().Count);

    public LaunchDesign Design => IsLockstep ? LaunchDesign.Lockstep : LaunchDesign.Paired;

    /// <summary>Launch pairs of everything before the first decision.</summary>
    public int Launches => IsLockstep ? context.Settings.Measure.LockstepLaunches(Parts) : context.Settings.Measure.SequentialLaunches;

    /// <summary>What can be said of the measurement before it begins.</summary>
    public MeasurementFacts Facts => new()
    {
        Filter = context.Settings.Filter,
        Suites = pairs.ToDictionary(pair => pair.Name, pair => pair.Current.Launcher.Suite.Fingerprint, StringComparer.Ordinal),
        Lockstep = IsLockstep,
        Screening = Launches,
        MaxPairs = context.Settings.Measure.MaxPairs,
        BenchmarksFrom = context.Settings.Measure.BenchmarksFrom,
    };

    private bool IsLockstep => pairs.Any(pair => pair.IsLockstep);

    /// <summary>Measures; what an interrupt leaves is kept where there is a keeper.</summary>
    public async Task<SideBySideResult> RunAsync(
        MeasuringPlan plan, IReadOnlyList<SuitePair> measured, MeasurementKeeper? keeper, CancellationToken cancellationToken)
    {
        try
        {
            var sideBySide = new SideBySide(plan, budget, progress, _launcher, keeper is null ? null : keeper.Keep);
            var result = await sideBySide.MeasureAsync(measured, cancellationToken);
            keeper?.Forget();
            return result;
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
