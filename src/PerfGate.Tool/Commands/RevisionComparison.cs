using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Kept;
using PerfGate.Tool.Suites.Revisions;

namespace PerfGate.Tool.Commands;

/// <summary>How a check of two revisions differs from the usual one.</summary>
/// <param name="Shard">The part that is measured; null for all.</param>
/// <param name="Resume">Whether an interrupted measurement is gone on with.</param>
internal sealed record CheckScope(Shard? Shard = null, bool Resume = false);

/// <summary>Measures a revision and the working tree side by side on this machine.</summary>
internal sealed class RevisionComparison(CommandContext context, GitRepository repository, BaseRevision baseRevision, CheckScope scope)
{
    // The order of launches is random so that nothing periodic falls on one side, and seeded so that a run can be repeated.
    private const int Seed = 20_250_101;

    private readonly long _started = context.Host.Clock.GetTimestamp();

    /// <summary>Measures and compares everything.</summary>
    public async Task<Judged> MeasureAsync(CancellationToken cancellationToken)
    {
        var (facts, result) = await MeasureAsync(Screen, cancellationToken);
        var warnings = result.Base.Warnings.AddRange(result.Current.Warnings);
        return new Judged(result.Comparison, $"base: commit {baseRevision.ShortId} ({baseRevision.Why})", CurrentName(facts.Current, facts.Dirty), [.. facts.Sentences])
        {
            Started = _started,
            Failures = result.Failures,
            DataWarnings = warnings,
        };

        MeasuringPlan Screen(int launches, LaunchDesign design) => new(context.Settings.Filter, launches, (before, after) => Comparer.Compare(
            Gate.SelectMetrics(context.Settings.Policy, before),
            Gate.SelectMetrics(context.Settings.Policy, after),
            OptionsFor(context, design, launches, scope.Shard?.Count ?? 1, context.Settings.Measure.MaxPairs)));
    }

    /// <summary>Measures side by side what stored results make suspect.</summary>
    /// <param name="baseline">Stored results of the base.</param>
    /// <param name="current">Results of the working tree.</param>
    /// <param name="cancellationToken">Ends it with all its processes.</param>
    public async Task<(SideBySideResult Result, IReadOnlyList<string> Sentences)> ConfirmAsync(ResultSet baseline, ResultSet current, CancellationToken cancellationToken)
    {
        var policy = context.Settings.Policy;
        var (facts, result) = await MeasureAsync(Confirm, cancellationToken);
        return (result, facts.Sentences);

        MeasuringPlan Confirm(int launches, LaunchDesign design) => new(context.Settings.Filter, Screening: 0, (before, after) => Comparer.Compare(
            Gate.SelectMetrics(policy, baseline),
            Gate.SelectMetrics(policy, current),
            new FreshPairs(Gate.SelectMetrics(policy, before), Gate.SelectMetrics(policy, after)),
            OptionsFor(context, design, screening: 0, shards: 1, context.Settings.Measure.MaxPairs)));
    }

    /// <summary>The engine's options for launch pairs; shards share the error rate.</summary>
    public static ComparisonOptions OptionsFor(CommandContext context, LaunchDesign design, int screening, int shards, int? maxPairs)
    {
        var options = Gate.OptionsFor(context.Settings.Policy, design) with { ScreeningPairs = screening };
        return MeasuringBudget.Limit(options with { Alpha = options.Alpha / shards }, maxPairs);
    }

    public static string CurrentName(string? commit, bool dirty) => dirty || commit is null
        ? "current: the working tree with its changes"
        : $"current: commit {commit[..Math.Min(10, commit.Length)]}";

    private async Task<(MeasurementFacts Facts, SideBySideResult Result)> MeasureAsync(
        Func<int, LaunchDesign, MeasuringPlan> planFor, CancellationToken cancellationToken)
    {
        var (settings, clock) = (context.Settings, context.Host.Clock);
        RequireWorkingTree();
        var provenance = await Revisions.WorkingTreeAsync(context, cancellationToken);
        var projects = SuiteDiscovery.Resolve(settings.Projects, settings.ConfigurationFolder);

        // Whoever says how a launch is run gets launches run so.
        var wanted = new RevisionPair(projects, baseRevision.Commit, settings.Framework, settings.Filter, settings.LaunchArguments is null, settings.Measure.BenchmarksFrom);
        return await Measuring.WithProgressAsync(context, async progress =>
        {
            using var session = Measuring.Session(context, progress);
            await using var preparation = new RevisionPreparation(repository, session, new HostCache(context.WorkFolder.Cache, clock), wanted, clock);
            var pairs = await preparation.PrepareAsync(cancellationToken);
            Measuring.ThrowIfNothingSelected(context, pairs.Count + preparation.Failures.Count > 0);

            var lockstep = pairs.Any(pair => pair.IsLockstep);
            var launches = lockstep ? settings.Measure.LockstepLaunches(pairs.Sum(pair => pair.Parts().Count)) : settings.Measure.SequentialLaunches;
            var facts = new MeasurementFacts
            {
                Base = baseRevision.Commit.Id,
                BaseReason = baseRevision.Why,
                Current = provenance.Commit,
                Dirty = provenance.Dirty,
                Filter = settings.Filter,
                Suites = pairs.ToDictionary(pair => pair.Name, pair => pair.Current.Launcher.Suite.Fingerprint, StringComparer.Ordinal),
                Lockstep = lockstep,
                Screening = launches,
                MaxPairs = settings.Measure.MaxPairs,
                Shard = Take(pairs),
            };
            var keeper = new MeasurementKeeper(context.WorkFolder.Measurement, facts, pairs, clock);
            if (scope.Resume) keeper.Restore();

            var budget = new MeasuringBudget(clock, _started, settings.Measure.Budget);
            var launcher = new PairLauncher(new Random(Seed), clock, settings.Measure.Timeout);
            var plan = planFor(launches, lockstep ? LaunchDesign.Lockstep : LaunchDesign.Paired);
            var result = await MeasureAsync(new SideBySide(plan, budget, progress, launcher, keeper.Keep), pairs, keeper, cancellationToken);
            result = result with
            {
                Base = RunCommand.Stamp(result.Base, new Provenance(baseRevision.Commit.Id, baseRevision.Commit.Tree), context),
                Current = RunCommand.Stamp(result.Current, provenance, context),
                Failures = [.. preparation.Failures, .. result.Failures],
            };
            context.WorkFolder.Keep("base", result.Base);
            context.WorkFolder.Keep("current", result.Current);
            facts = facts with { Sentences = MeasuringSentences.Of(plan.Screening, result, budget) };
            if (facts.Shard is not null) KeepShard(facts, pairs, result);
            return (facts, result);
        });
    }

    private async Task<SideBySideResult> MeasureAsync(SideBySide measuring, IReadOnlyList<SuitePair> pairs, MeasurementKeeper keeper, CancellationToken cancellationToken)
    {
        try
        {
            var result = await measuring.MeasureAsync(pairs, cancellationToken);
            keeper.Forget();
            return result;
        }
        catch (OperationCanceledException)
        {
            if (keeper.Write()) context.Host.Error.WriteLine("What was measured is kept: the same command with --resume goes on with it.");
            throw;
        }
    }

    // A shard's file is what the job that puts the shards together judges.
    private void KeepShard(MeasurementFacts facts, IReadOnlyList<SuitePair> pairs, SideBySideResult result)
    {
        var (before, after) = MeasurementKeeper.Measured(pairs);
        facts = facts with
        {
            Skipped = result.Skipped,
            Failures = [.. result.Failures.Select(failure => new FailureFacts(failure.Suite, failure.Code.Text(), failure.Text, failure.LogTail))],
        };
        new KeptMeasurement(facts, before with { Provenance = result.Base.Provenance }, after with { Provenance = result.Current.Provenance, Environment = result.Current.Environment })
            .Write(context.WorkFolder.Shard(scope.Shard!));
    }

    private ShardFacts? Take(IReadOnlyList<SuitePair> pairs)
    {
        if (scope.Shard is not { } shard) return null;

        // In lockstep nearly every case costs the same: start, warm-up and slices.
        var plan = shard.Plan(pairs.SelectMany(pair => pair.Parts().Select(part => ($"{pair.Name}/{part}", 1.0))));
        foreach (var pair in pairs) pair.Keep(plan.Own.Where(part => part.StartsWith(pair.Name + "/", StringComparison.Ordinal)).Select(part => part[(pair.Name.Length + 1)..]).ToHashSet(StringComparer.Ordinal));
        return plan.Facts;
    }

    private void RequireWorkingTree()
    {
        if (repository.TopLevel is not null) return;
        throw new PerfGateException(
            ErrorCode.NotARepository, context.Settings.ConfigurationFolder, "a bare repository has no working tree to measure", "Run the check in a clone with a working tree.");
    }
}
