using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Kept;
using PerfGate.Tool.Suites.Revisions;

namespace PerfGate.Tool.Checking;

/// <summary>Measures a revision and the working tree side by side on this machine.</summary>
internal sealed class RevisionComparison(CommandContext context, GitRepository repository, BaseRevision baseRevision, CheckScope scope)
{
    // The order of launches is random so that nothing periodic falls on one side, and seeded so that a run can be repeated.
    private const int Seed = 20_250_101;

    private readonly long _started = context.Host.Clock.GetTimestamp();

    /// <summary>Measures and compares.</summary>
    public async Task<ExplainedComparison> MeasureAsync(CancellationToken cancellationToken)
    {
        var (settings, clock) = (context.Settings, context.Host.Clock);
        RequireWorkingTree();
        if (scope.Resume) MeasurementKeeper.Require(context.WorkFolder.Measurement);
        using var claim = Claim();
        var provenance = await Revisions.WorkingTreeAsync(context, cancellationToken);
        var projects = SuiteDiscovery.Resolve(settings.Projects, settings.ConfigurationFolder);

        // Whoever says how a launch is run gets launches run so.
        var wanted = new RevisionPair(
            projects,
            baseRevision.Commit,
            settings.Framework,
            settings.Filter,
            settings.LaunchArguments is null,
            settings.Measure.BenchmarksFrom);
        return await MeasuringSteps.WithProgressAsync(context, async progress =>
        {
            using var session = MeasuringSteps.Session(context, progress);
            var cache = new HostCache(context.WorkFolder.Cache, clock);
            await using var preparation = new RevisionPreparation(repository, session, cache, wanted, clock);
            var pairs = await preparation.PrepareAsync(cancellationToken);
            MeasuringSteps.ThrowIfNothingSelected(context, pairs.Count + preparation.Failures.Count > 0);
            var budget = new MeasuringBudget(clock, _started, settings.Measure.Budget);

            // What depends on the size of the suite is settled before it is shared out.
            var measuring = new Measurement(context, pairs, budget, progress, new Random(Seed));
            var shard = scope.Shard is { } part
                ? await ShardPlanning.TakeAsync(part, pairs, repository, baseRevision.Commit.Id, cancellationToken)
                : null;
            var facts = measuring.Facts with
            {
                Base = baseRevision.Commit.Id,
                BaseReason = baseRevision.Why,
                Current = provenance.Commit,
                Dirty = provenance.Dirty,
                Shard = shard,
            };
            var (screen, doubt) = await ScreenAsync(measuring, cancellationToken);

            var keeper = new MeasurementKeeper(context.WorkFolder.Measurement, facts, pairs, clock, problem =>
                context.Errors.Print(problem, isWarning: true));
            if (scope.Resume) keeper.Restore();
            var plan = screen is null ? Everything(measuring) : Suspects(measuring, screen);
            var result = await measuring.RunAsync(plan, pairs, claim is null ? null : keeper, cancellationToken);
            result = result with
            {
                Base = WorkingTreeMeasurement.Stamp(result.Base, new Provenance(baseRevision.Commit.Id, baseRevision.Commit.Tree), context),
                Current = WorkingTreeMeasurement.Stamp(result.Current, provenance, context),
                Failures = [.. preparation.Failures, .. screen?.Failures ?? [], .. result.Failures],
                Skipped = [.. screen?.Skipped ?? [], .. result.Skipped],
            };
            MeasuringSteps.KeepResults(context, "base", screen?.Baseline ?? result.Base);
            MeasuringSteps.KeepResults(
                context, "current", screen is null ? result.Current : WorkingTreeMeasurement.Stamp(screen.Current, provenance, context));
            var screening = screen is null ? measuring.Launches : ScreeningLaunches.None;
            facts = facts with
            {
                Sentences =
                [
                    .. doubt,
                    .. await OfSidesAsync(pairs, preparation.Moved, provenance, cancellationToken),
                    .. MeasuringSentences.Of(screening, result, measuring.Budget),
                ],
            };
            if (shard is not null) KeepShard(facts, result);
            if (claim is not null) keeper.Forget();
            return new ExplainedComparison(
                result.Comparison,
                screen is null ? SideNames.Base(baseRevision.Commit.Id, baseRevision.Why) : $"base: {screen.Explanation}",
                SideNames.Current(facts.Current, facts.Dirty),
                [.. facts.Sentences])
            {
                Started = _started,
                Failures = result.Failures,
                DataWarnings = [.. result.Base.Warnings, .. result.Current.Warnings],
            };
        });
    }

    // Of several checks in one folder the first is kept.
    private FileLock? Claim()
    {
        if (!scope.IsKept) return null;
        var claim = FileLock.TryAcquire(
            context.WorkFolder.MeasurementLock, ErrorCode.NoRoomToMeasure, "Allow to write there: the file may belong to another user.");
        if (!scope.Resume || claim is not null) return claim;
        throw new PerfGateException(
            ErrorCode.NothingToResume, "--resume", "another check is measuring in this folder", "Let that one end first.");
    }

    // What a reader has to know about what the two sides are.
    private async Task<IEnumerable<string>> OfSidesAsync(
        IReadOnlyList<SuitePair> pairs,
        IReadOnlyDictionary<SuiteProject, string> moved,
        Provenance provenance,
        CancellationToken cancellationToken)
    {
        var isSame = !provenance.Dirty && provenance.Commit == baseRevision.Commit.Id;
        string?[] sentences =
        [
            isSame ? "Base and current are the same commit, so that nothing but the machine can differ." : null,
            await ChangedAsync(pairs, moved, cancellationToken),
            moved.Count > 0 ? MeasuringSentences.OfMoved(moved) : null,
        ];
        return sentences.OfType<string>();
    }

    // Everything is measured in launch pairs, of which the first ones screen.
    private MeasuringPlan Everything(Measurement measuring) => new(
        context.Settings.Filter,
        measuring.Launches,
        (before, after) => new SplitComparison(measuring.Whole).Compare(
            Gate.SelectMetrics(context.Settings.Policy, before),
            Gate.SelectMetrics(context.Settings.Policy, after),
            (was, now, design, parts) => Comparer.Compare(
                was,
                now,
                PairOptions.For(context, design, measuring.Launches, (scope.Shard?.Count ?? 1) * parts, context.Settings.Measure.MaxPairs))));

    // Only what a recorded baseline makes suspect is measured in launch pairs.
    private MeasuringPlan Suspects(Measurement measuring, StoredScreen screen)
    {
        var policy = context.Settings.Policy;
        return new MeasuringPlan(context.Settings.Filter, ScreeningLaunches.None, Compare);

        ComparisonResult Compare(ResultSet before, ResultSet after)
        {
            (before, after) = (Gate.SelectMetrics(policy, before), Gate.SelectMetrics(policy, after));
            var split = new SplitComparison(measuring.Whole);
            var comparison = split.Compare(
                Gate.SelectMetrics(policy, screen.Baseline),
                Gate.SelectMetrics(policy, screen.Current),
                (was, now, design, parts) => Comparer.Compare(
                    was,
                    now,
                    new FreshPairs(split.Part(before, design), split.Part(after, design)),
                    PairOptions.For(context, design, ScreeningLaunches.None, parts, context.Settings.Measure.MaxPairs)));
            if (screen.IsAncestors)
            {
                comparison = AncestorRecord.Settle(
                    comparison, Comparer.Compare(before, after, Gate.OptionsFor(policy, LaunchDesign.Lockstep)));
            }

            return SideBySide.With(comparison, screen.Skipped);
        }
    }

    // What changed in a benchmark itself is no slowdown of the code that it measures.
    private async Task<string?> ChangedAsync(
        IReadOnlyList<SuitePair> pairs, IReadOnlyDictionary<SuiteProject, string> moved, CancellationToken cancellationToken)
    {
        if (context.Settings.Measure.BenchmarksFrom != BenchmarkSource.Own) return null;
        var names = new List<string>();
        foreach (var pair in pairs.Where(pair => pair.Base is not null))
        {
            var project = pair.Current.Launcher.Suite.Project;
            var before = moved.GetValueOrDefault(project);
            names.AddRange(await ChangedBenchmarks.FindAsync(
                repository, baseRevision.Commit.Id, project, before, pair.InBoth(), cancellationToken));
        }

        return names.Count == 0 ? null : MeasuringSentences.WithNames(
            "The source of these benchmarks themselves differs between the two sides (--benchmarks-from takes it from one)", names);
    }

    // A baseline screens where that was asked for, or where the budget cannot pay for a launch pair of everything.
    private async Task<(StoredScreen? Screen, IReadOnlyList<string> Doubt)> ScreenAsync(
        Measurement measuring, CancellationToken cancellationToken)
    {
        var isShort = context.Settings.Measure.Mode == MeasureMode.Auto && !measuring.Budget.Covers(measuring.LaunchesOfAll);
        if (scope.Shard is not null || scope.Resume || !(scope.Stored || isShort)) return (null, []);
        if (context.Settings.Measure.BenchmarksFrom == BenchmarkSource.Current)
        {
            return (null, ["Recorded baselines ran the base's own benchmarks (--benchmarks-from current), so the base was measured here."]);
        }

        var (screen, explanation) = await StoredScreening.MeasureAsync(
            context,
            repository,
            baseRevision.Commit.Id,
            measuring.Pairs,
            (plan, alone) => measuring.RunAsync(plan, alone, keeper: null, cancellationToken),
            cancellationToken);
        if (screen is not null) return (screen, ["The working tree was measured by itself and held against the recorded baseline."]);
        if (scope.Stored) context.Errors.Warn($"{explanation} The base is measured here instead.");
        return (null, [$"{explanation} So the base was measured here."]);
    }

    // A shard's file is what the job that puts the shards together judges: the very results that a check of everything would judge, with
    // what is missing from them.
    private void KeepShard(MeasurementFacts facts, SideBySideResult result)
    {
        facts = facts with
        {
            Skipped = result.Skipped,
            Failures =
            [
                .. result.Failures.Select(
                    failure => new FailureFacts(failure.Suite, failure.Code.Text(), failure.Text, failure.LogTail)),
            ],
        };
        new KeptMeasurement(facts, result.Base, result.Current).Write(context.WorkFolder.Shard(scope.Shard!.Index, scope.Shard.Count));
    }

    private void RequireWorkingTree()
    {
        if (repository.TopLevel is not null) return;
        throw new PerfGateException(
            ErrorCode.NotARepository,
            context.Settings.ConfigurationFolder,
            "a bare repository has no working tree to measure",
            "Run the check in a clone with a working tree.");
    }
}
