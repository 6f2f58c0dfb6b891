using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Which benchmark of one side belongs to which of the other.</summary>
/// <param name="Matched">Benchmarks of both sides.</param>
/// <param name="Added">Benchmarks of the current side alone.</param>
/// <param name="Removed">Benchmarks of the baseline alone.</param>
/// <param name="Ambiguous">One of the benchmarks of each group that cannot be told apart.</param>
internal sealed record Pairing(
    List<(BenchmarkResult Baseline, BenchmarkResult Current)> Matched,
    List<BenchmarkResult> Added,
    List<BenchmarkResult> Removed,
    List<BenchmarkResult> Ambiguous)
{
    /// <summary>
    /// Matches by suite and id, then by id, then by id without the shape of the run; each pass only where the key is unique on
    /// both sides among what is left, so that a doubt never becomes a comparison of two different things.
    /// </summary>
    public static Pairing Of(IReadOnlyCollection<BenchmarkResult> baseline, IReadOnlyCollection<BenchmarkResult> current)
    {
        var twins = Twins(baseline).Concat(Twins(current)).ToHashSet();
        var left = baseline.Where(benchmark => !twins.Contains((benchmark.Suite, benchmark.Id))).ToList();
        var right = current.Where(benchmark => !twins.Contains((benchmark.Suite, benchmark.Id))).ToList();
        var ambiguous = current.Concat(baseline)
            .Where(benchmark => twins.Contains((benchmark.Suite, benchmark.Id)))
            .DistinctBy(benchmark => (benchmark.Suite, benchmark.Id))
            .ToList();

        var matched = new List<(BenchmarkResult, BenchmarkResult)>();
        Match(left, right, matched, static benchmark => (benchmark.Suite, benchmark.Id));
        Match(left, right, matched, static benchmark => ("", benchmark.Id));
        Match(left, right, matched, static benchmark => (benchmark.Suite, JobShape.Without(benchmark.Id)));
        Match(left, right, matched, static benchmark => ("", JobShape.Without(benchmark.Id)));
        return new Pairing(matched, right, left, ambiguous);
    }

    private static IEnumerable<(string Suite, BenchmarkId Id)> Twins(IEnumerable<BenchmarkResult> benchmarks) => benchmarks
        .CountBy(static benchmark => (benchmark.Suite, benchmark.Id))
        .Where(static count => count.Value > 1)
        .Select(static count => count.Key);

    private static void Match(
        List<BenchmarkResult> left,
        List<BenchmarkResult> right,
        List<(BenchmarkResult, BenchmarkResult)> matched,
        Func<BenchmarkResult, (string, BenchmarkId)> key)
    {
        if (left.Count == 0 || right.Count == 0) return;
        var ofLeft = left.ToLookup(key);
        var ofRight = right.ToLookup(key);
        var done = new HashSet<(string, BenchmarkId)>();
        foreach (var group in ofRight)
        {
            if (group.Count() != 1 || ofLeft[group.Key].Count() != 1) continue;
            matched.Add((ofLeft[group.Key].Single(), group.Single()));
            done.Add(group.Key);
        }

        left.RemoveAll(benchmark => done.Contains(key(benchmark)));
        right.RemoveAll(benchmark => done.Contains(key(benchmark)));
    }
}
