using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Kept;

namespace PerfGate.Tool.Checking;

/// <summary>Shares out benchmarks among the jobs of a matrix, so that all of them take about as long.</summary>
internal static class ShardPlanning
{
    /// <summary>Leaves every suite the benchmarks of one shard.</summary>
    /// <param name="shard">Which one.</param>
    /// <param name="pairs">The suites with all their benchmarks.</param>
    /// <param name="repository">Where it is recorded how long benchmarks take.</param>
    /// <param name="baseCommit">The base.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ShardFacts> TakeAsync(
        Shard shard, IReadOnlyList<SuitePair> pairs, GitRepository repository, string baseCommit, CancellationToken cancellationToken)
    {
        var times = await TimesAsync(repository, baseCommit, pairs, cancellationToken);
        var plan = shard.Plan(pairs.SelectMany(pair => pair
            .Costs(id => times.TryGetValue(new BenchmarkKey(pair.Name, id), out var time) ? time : null)
            .Select(part => ($"{pair.Name}/{part.Name}", part.Cost))));
        foreach (var pair in pairs)
        {
            var prefix = pair.Name + "/";
            var own = plan.Own.Where(part => part.StartsWith(prefix, StringComparison.Ordinal)).Select(part => part[prefix.Length..]);
            pair.Keep(own.ToHashSet(StringComparer.Ordinal));
        }

        return plan.Facts;
    }

    // From the record that is nearest to the base, whatever machine it is from, and none that another job can add meanwhile: every job of
    // the matrix has to come to the same plan.
    private static async Task<Dictionary<BenchmarkKey, double>> TimesAsync(
        GitRepository repository, string baseCommit, IReadOnlyList<SuitePair> pairs, CancellationToken cancellationToken)
    {
        var query = new BaselineQuery(baseCommit, Environment: null, [.. pairs.Select(pair => pair.Name)])
        {
            Until = await repository.CommitTimeAsync(baseCommit, cancellationToken),
        };
        var choice = await BaselineSelection.SelectAsync(repository, query, cancellationToken);
        var times = new Dictionary<BenchmarkKey, double>();
        foreach (var benchmark in choice.Foreign?.Results.Benchmarks ?? [])
        {
            if (benchmark.Find(Metric.Time.Name) is { Count: > 0 } samples)
            {
                times[benchmark.Key.Case] = samples.Values.Order().ElementAt(samples.Count / 2);
            }
        }

        return times;
    }
}
