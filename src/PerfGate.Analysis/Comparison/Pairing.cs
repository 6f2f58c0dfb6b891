using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Which benchmark of one side belongs to which of the other.</summary>
/// <param name="Matched">
/// Benchmarks of both sides, in the order of the current side's keys: no answer depends on the order in which they stand in the results.
/// </param>
/// <param name="Added">Benchmarks of the current side alone.</param>
/// <param name="Removed">Benchmarks of the baseline alone.</param>
/// <param name="Ambiguous">One of the benchmarks of each group that cannot be told apart.</param>
internal sealed record Pairing(
    List<BenchmarkPair> Matched,
    List<BenchmarkResult> Added,
    List<BenchmarkResult> Removed,
    List<BenchmarkResult> Ambiguous)
{
    /// <summary>
    /// Matches by suite and id, then by id, then by id without the shape of the run; each pass only where the key is unique on
    /// both sides among what is left, so that a doubt never becomes a comparison of two different things.
    /// </summary>
    public static Pairing Of(ImmutableArray<BenchmarkResult> baseline, ImmutableArray<BenchmarkResult> current)
    {
        if (InStep(baseline, current) is { } all) return new Pairing(all, [], [], []);
        var twins = Twins(baseline).Concat(Twins(current)).ToHashSet();
        var left = baseline.Where(benchmark => !twins.Contains(benchmark.Key)).ToList();
        var right = current.Where(benchmark => !twins.Contains(benchmark.Key)).ToList();
        var ambiguous = current.Concat(baseline)
            .Where(benchmark => twins.Contains(benchmark.Key))
            .DistinctBy(benchmark => benchmark.Key)
            .ToList();

        var matched = new List<BenchmarkPair>();
        Match(left, right, matched, static benchmark => benchmark.Key);
        Match(left, right, matched, static benchmark => new BenchmarkKey("", benchmark.Id));
        Match(left, right, matched, static benchmark => new BenchmarkKey(benchmark.Suite, JobShape.Without(benchmark.Id)));
        Match(left, right, matched, static benchmark => new BenchmarkKey("", JobShape.Without(benchmark.Id)));
        matched.Sort(BenchmarkPair.Order);
        return new Pairing(matched, right, left, ambiguous);
    }

    /// <summary>The pairs, where both sides have the same benchmarks in the same order, as most have; null where they do not.</summary>
    private static List<BenchmarkPair>? InStep(ImmutableArray<BenchmarkResult> baseline, ImmutableArray<BenchmarkResult> current)
    {
        if (baseline.Length != current.Length) return null;
        var matched = new List<BenchmarkPair>(current.Length);
        for (var i = 0; i < current.Length; i++)
        {
            if (current[i].Suite != baseline[i].Suite || current[i].Id != baseline[i].Id) return null;
            matched.Add(new BenchmarkPair(baseline[i], current[i]));
        }

        // What cannot be told apart stands beside each other now.
        matched.Sort(BenchmarkPair.Order);
        for (var i = 1; i < matched.Count; i++)
        {
            if (BenchmarkPair.Order(matched[i - 1], matched[i]) == 0) return null;
        }

        return matched;
    }

    private static IEnumerable<BenchmarkKey> Twins(ImmutableArray<BenchmarkResult> benchmarks)
    {
        var seen = new HashSet<BenchmarkKey>(benchmarks.Length);
        return benchmarks.Select(static benchmark => benchmark.Key).Where(key => !seen.Add(key));
    }

    private static void Match(
        List<BenchmarkResult> left,
        List<BenchmarkResult> right,
        List<BenchmarkPair> matched,
        Func<BenchmarkResult, BenchmarkKey> key)
    {
        if (left.Count == 0 || right.Count == 0) return;
        var ofLeft = ByKey(left, key);
        var done = new HashSet<BenchmarkKey>();
        foreach (var (name, current) in ByKey(right, key))
        {
            if (current is null || ofLeft.GetValueOrDefault(name) is not { } baseline) continue;
            matched.Add(new BenchmarkPair(baseline, current));
            done.Add(name);
        }

        left.RemoveAll(benchmark => done.Contains(key(benchmark)));
        right.RemoveAll(benchmark => done.Contains(key(benchmark)));
    }

    /// <summary>The benchmark of each key; null where there are several.</summary>
    private static Dictionary<BenchmarkKey, BenchmarkResult?> ByKey(List<BenchmarkResult> benchmarks, Func<BenchmarkResult, BenchmarkKey> key)
    {
        var found = new Dictionary<BenchmarkKey, BenchmarkResult?>(benchmarks.Count);
        foreach (var benchmark in benchmarks)
        {
            var name = key(benchmark);
            if (!found.TryAdd(name, benchmark)) found[name] = null;
        }

        return found;
    }
}
