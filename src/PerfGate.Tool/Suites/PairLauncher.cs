using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>Measures one launch of both sides: in lockstep where that is possible, else one whole launch after the other.</summary>
/// <param name="random">Order of sides and slices.</param>
/// <param name="clock">Says how long things took.</param>
/// <param name="limit">How long a launch of one benchmark may take.</param>
/// <param name="isTimed">Whether times are judged: only for these something else on the machine is worth another launch pair.</param>
internal sealed class PairLauncher(Random random, TimeProvider clock, TimeSpan limit, bool isTimed)
{
    /// <summary>What a reader of the results has to know about how they were measured.</summary>
    public MeasuringCourse Course { get; } = new();

    /// <summary>Adds a launch of a unit to both sides.</summary>
    /// <param name="pair">Both sides.</param>
    /// <param name="unit">What to launch.</param>
    /// <param name="onBenchmark">Called when a benchmark begins, with its name.</param>
    /// <param name="cancellationToken">Ends it with all its processes.</param>
    /// <exception cref="SuiteFailedException">A whole launch of a suite whose cases nobody knows left no results.</exception>
    public async Task LaunchAsync(SuitePair pair, LaunchUnit unit, Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        if (unit.TakesTurns)
        {
            onBenchmark(unit.Name);
            await InTurnAsync(pair, unit, cancellationToken);
            return;
        }

        var (was, now) = (default(ResultSet), default(ResultSet));
        foreach (var side in random.Next(2) == 0 ? new[] { pair.Base, pair.Current } : [pair.Current, pair.Base])
        {
            if (side is null || !side.Has(unit)) continue;
            var results = await WholeAsync(pair, side, unit, onBenchmark, cancellationToken);
            (was, now) = side == pair.Base ? (results, now) : (was, results);
        }

        if (pair.Base is not null) (was, now) = (AsOneLaunch(was), AsOneLaunch(now));
        pair.Add(was, now);
        Course.ByWholeLaunches.UnionWith(pair.ByWholeLaunches);
    }

    /// <summary>
    /// A launch whose jobs may have started several processes one after the other. The other side's came before or after all of them:
    /// they are no pairs.
    /// </summary>
    public static ResultSet? AsOneLaunch(ResultSet? results) => results is null ? null : results with
    {
        Benchmarks =
        [
            .. results.Benchmarks.Select(benchmark => benchmark with
            {
                Metrics = [.. benchmark.Metrics.Select(samples => samples with { Launches = [[.. samples.Values]] })],
            }),
        ],
    };

    // What ends one side's launch says nothing of the other side, nor of the benchmarks that were launched together with it.
    private async Task<ResultSet> WholeAsync(
        SuitePair pair, MeasuredSuite side, LaunchUnit unit, Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        try
        {
            return pair.WithLost(side, unit, await side.Launcher.LaunchAsync(unit, limit, onBenchmark, cancellationToken));
        }
        catch (SuiteFailedException problem)
        {
            // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
            cancellationToken.ThrowIfCancellationRequested();
            if (!pair.IsLockstep) throw side == pair.Base ? OfBase(problem) : problem;

            // Where the cases are known, those that a launch lost have failed, and the others of the suite are measured all the same.
            var apart = pair.Apart(unit).Where(side.Has).ToList();
            if (apart.Count < 2) return pair.Failed(side, unit.Methods, $"{problem.Failure.Text}; the log of the suite says more");
            var launches = new List<ResultSet>();
            foreach (var method in apart) launches.Add(await WholeAsync(pair, side, method, onBenchmark, cancellationToken));
            var joined = ResultSets.Join(launches);
            if (HasFailed(joined)) return joined;

            // Which of them it was that failed together is not known; that something did has to be.
            var where = side == pair.Base ? "a launch of the base" : "a launch";
            return joined with
            {
                Warnings = [.. joined.Warnings, $"{pair.Name}: {where} failed ({problem.Failure.Text}); one by one its benchmarks were measured."],
            };
        }
    }

    private static SuiteFailedException OfBase(SuiteFailedException problem) =>
        new(problem.Failure with { Text = $"the base's launch of it failed: {problem.Failure.Text}" });

    private async Task InTurnAsync(SuitePair pair, LaunchUnit unit, CancellationToken cancellationToken)
    {
        var launch = await OnceAsync(pair, unit, cancellationToken);
        var isDisturbed = launch.Course?.Disturbance is { IsEpisode: true };
        if (isDisturbed) Course.Disturbed++;
        if (isDisturbed && isTimed && Course.MayRepeat && !HasFailed(launch.Base, launch.Current))
        {
            Course.Repeated++;
            var again = await OnceAsync(pair, unit, cancellationToken);
            var isCalmer = again.Course?.Disturbance is { } calmer && calmer.Size < launch.Course!.Disturbance!.Size;

            // A failure is no noise: it stands beside the launch that it was to replace.
            if (HasFailed(again.Base, again.Current)) pair.Add(again.Base, again.Current);
            else if (isCalmer) launch = again;
        }

        Course.Add(unit.Name, launch.Course);
        pair.Add(launch.Base, launch.Current);
    }

    private static bool HasFailed(params ResultSet?[] sides) =>
        Array.Exists(sides, side => side?.Benchmarks.Any(benchmark => benchmark.HasFailed) == true);

    private async Task<(LaunchCourse? Course, ResultSet? Base, ResultSet? Current)> OnceAsync(
        SuitePair pair, LaunchUnit unit, CancellationToken cancellationToken)
    {
        await using var before = unit.Base is { } was ? new LockstepSide(pair.Base!, was) : null;
        await using var after = unit.Current is { } now ? new LockstepSide(pair.Current, now) : null;
        LockstepSide[] sides = [.. new[] { before, after }.OfType<LockstepSide>()];
        await Task.WhenAll(sides.Select(side => side.StartAsync(limit, cancellationToken)));
        var course = await new LockstepLaunch(sides, random, clock).MeasureAsync(cancellationToken);
        await Task.WhenAll(sides.Select(side => side.EndAsync()));

        // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
        cancellationToken.ThrowIfCancellationRequested();
        return (course, before?.Results(), after?.Results());
    }
}
