using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>Makes one result set out of several.</summary>
internal static class ResultSets
{
    /// <summary>
    /// The same benchmarks, measured again: the launches of each are appended in order. A benchmark that failed in some launches keeps the
    /// others, and a warning says so; one that failed in all of them has failed.
    /// </summary>
    /// <param name="launches">Any number of sets, in order of measuring; none yields an empty one.</param>
    public static ResultSet MergeLaunches(IReadOnlyList<ResultSet> launches)
    {
        if (launches.Count == 0) return Join([]);
        var warnings = ImmutableArray.CreateBuilder<string>();
        warnings.AddRange(launches.SelectMany(launch => launch.Warnings).Distinct(StringComparer.Ordinal));

        // Entries that cannot be told apart stay apart: the first of one launch belongs to the first of the next.
        var benchmarks = launches
            .SelectMany(launch => launch.Benchmarks.GroupBy(benchmark => benchmark.Key).SelectMany(same => same.Index()))
            .GroupBy(entry => (entry.Item.Key, entry.Index), entry => entry.Item)
            .Select(same => Merge([.. same], warnings))
            .ToImmutableArray();
        return new ResultSet(MergeProvenance(launches), EnvironmentOf(launches), benchmarks, warnings.ToImmutable());
    }

    /// <summary>
    /// Several suites or files of one run, one after the other; entries that cannot be told apart are kept and end as ambiguous.
    /// </summary>
    /// <param name="sets">Any number of sets; none yields an empty one.</param>
    public static ResultSet Join(IReadOnlyList<ResultSet> sets) => sets.Count switch
    {
        0 => new ResultSet(new Provenance(), new HostEnvironment(), [], []),
        1 => sets[0],
        _ => new ResultSet(
            MergeProvenance(sets),
            EnvironmentOf(sets),
            [.. sets.SelectMany(set => set.Benchmarks)],
            [.. sets.SelectMany(set => set.Warnings).Distinct(StringComparer.Ordinal)]),
    };

    private static BenchmarkResult Merge(BenchmarkResult[] same, ImmutableArray<string>.Builder warnings)
    {
        var measured = Array.FindAll(same, benchmark => !benchmark.HasFailed);
        if (measured.Length == 0) return same[0];
        if (measured.Length < same.Length)
        {
            var failure = same.First(benchmark => benchmark.HasFailed).Failure;
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"{same[0].Id} failed in {same.Length - measured.Length} of {same.Length} launches ({failure}); the others count."));
        }

        var metrics = measured
            .SelectMany(benchmark => benchmark.Metrics)
            .GroupBy(samples => samples.Metric)
            .Select(samples => new MetricSamples(samples.Key, [.. samples.SelectMany(sample => sample.Launches)]));
        return same[0] with { Metrics = [.. metrics], Failure = null };
    }

    /// <summary>What all sets say alike; the time is the last one's.</summary>
    private static Provenance MergeProvenance(IReadOnlyList<ResultSet> sets) => new(
        Common(sets, provenance => provenance.Commit),
        Common(sets, provenance => provenance.Tree),
        Common(sets, provenance => provenance.Ref),
        sets.Any(set => set.Provenance.Dirty),
        sets.Max(set => set.Provenance.Time),
        Common(sets, provenance => provenance.RunId));

    // Where nothing was measured there is nothing to say of the environment either.
    private static HostEnvironment EnvironmentOf(IReadOnlyList<ResultSet> sets) =>
        (sets.FirstOrDefault(set => set.Benchmarks.Any(benchmark => !benchmark.HasFailed)) ?? sets[0]).Environment;

    private static string? Common(IReadOnlyList<ResultSet> sets, Func<Provenance, string?> part)
    {
        var first = part(sets[0].Provenance);
        return sets.All(set => part(set.Provenance) == first) ? first : null;
    }
}
