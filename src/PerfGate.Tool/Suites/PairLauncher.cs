using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>Measures one launch of both sides of a suite: in lockstep where that is possible, else one whole launch after the other.</summary>
internal sealed class PairLauncher(Random random, TimeProvider clock)
{
    /// <summary>Benchmarks that were measured by whole launches, without parameters.</summary>
    public HashSet<string> ByWholeLaunches { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a launch to both sides.</summary>
    /// <param name="pair">Both sides.</param>
    /// <param name="filter">BenchmarkDotNet globs.</param>
    /// <param name="onBenchmark">Called when a benchmark begins, with its name.</param>
    /// <param name="cancellationToken">Ends it with all its processes.</param>
    /// <exception cref="SuiteFailedException">A process left no results.</exception>
    public async Task LaunchAsync(SuitePair pair, IReadOnlyList<string> filter, Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        if (!pair.IsLockstep)
        {
            ByWholeLaunches.UnionWith(pair.Current.Launcher.Suite.Benchmarks);
            await WholeAsync(pair.Base, pair.Current, filter, onBenchmark, cancellationToken);
            return;
        }

        var before = pair.Base!;
        var lockstep = await LockstepAsync(before, pair.Current, filter, onBenchmark, cancellationToken);
        var (baseResults, currentResults) = (new List<ResultSet> { lockstep.Base }, new List<ResultSet> { lockstep.Current });
        if (lockstep.Own.Count > 0)
        {
            ByWholeLaunches.UnionWith(lockstep.Own);
            string[] own = [.. lockstep.Own.Order(StringComparer.Ordinal).SelectMany(name => new[] { name, name + "(*" })];
            foreach (var (side, results) in Shuffle((before, baseResults), (pair.Current, currentResults)))
            {
                results.Add(await side.Launcher.LaunchAsync(own, onBenchmark, cancellationToken));
            }
        }

        before.Add(Join(baseResults));
        pair.Current.Add(Join(currentResults));
    }

    private async Task<LockstepResult> LockstepAsync(
        MeasuredSuite before, MeasuredSuite after, IReadOnlyList<string> filter, Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        await using var first = await LockstepSide.StartAsync(before.Launcher.Suite, filter, before.Launcher.Log, cancellationToken);
        await using var second = await LockstepSide.StartAsync(after.Launcher.Suite, filter, after.Launcher.Log, cancellationToken);
        await new LockstepLaunch(first, second, random, clock).MeasureAsync(onBenchmark, cancellationToken);
        return new LockstepResult(await first.ResultsAsync(), await second.ResultsAsync(), [.. first.Own.Union(second.Own)]);
    }

    private async Task WholeAsync(
        MeasuredSuite? before, MeasuredSuite after, IReadOnlyList<string> filter, Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        foreach (var side in Shuffle(before, after))
        {
            if (side is not null) await side.LaunchAsync(filter, onBenchmark, cancellationToken);
        }
    }

    private T[] Shuffle<T>(T first, T second) => random.Next(2) == 0 ? [first, second] : [second, first];

    // A part without benchmarks says nothing of its environment either.
    private static ResultSet Join(List<ResultSet> parts) => ResultSets.Join(parts.FindAll(part => !part.Benchmarks.IsEmpty));
}
