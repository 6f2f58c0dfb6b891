using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites.Kept;

/// <summary>
/// Keeps what was measured so far in a folder, so that an interrupted check can be gone on with. Where that cannot be written, the check
/// goes on without.
/// </summary>
/// <param name="folder">Where it is kept.</param>
/// <param name="facts">What is measured.</param>
/// <param name="pairs">The suites.</param>
/// <param name="clock">Says when it is time again.</param>
/// <param name="warn">Is told once that nothing can be kept.</param>
internal sealed class MeasurementKeeper(
    string folder, MeasurementFacts facts, IReadOnlyList<SuitePair> pairs, TimeProvider clock, Action<PerfGateException> warn)
{
    // Between launches, when nothing is measured; so much may be lost at worst.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private long _kept = clock.GetTimestamp();
    private bool _hasGivenUp;

    /// <summary>Writes what there is, if it is time to.</summary>
    public void Keep()
    {
        if (clock.GetElapsedTime(_kept) < Interval) return;
        Write();
        _kept = clock.GetTimestamp();
    }

    /// <summary>Writes what there is; false when there is nothing, or it cannot be written.</summary>
    public bool Write()
    {
        if (_hasGivenUp) return false;
        var (before, after) = Measured(pairs);
        if (after.Benchmarks.IsEmpty) return false;
        try
        {
            new KeptMeasurement(facts, before, after).Write(folder);
            return true;
        }
        catch (PerfGateException problem)
        {
            _hasGivenUp = true;
            warn(problem);
            return false;
        }
    }

    /// <summary>Refuses to go on where nothing was kept, before anything is built for it.</summary>
    /// <exception cref="PerfGateException">There is none.</exception>
    public static void Require(string folder)
    {
        if (KeptMeasurement.Exists(folder)) return;
        throw new PerfGateException(
            ErrorCode.NothingToResume, "--resume", "no interrupted measurement was kept here", "Leave --resume out.");
    }

    /// <summary>Gives all pairs what an interrupted measurement has kept.</summary>
    /// <exception cref="PerfGateException">There is none, or it was of something else.</exception>
    public void Restore()
    {
        Require(folder);
        var kept = KeptMeasurement.Read(folder);
        if (Difference(kept.Facts) is { } difference)
        {
            throw new PerfGateException(
                ErrorCode.NothingToResume,
                "--resume",
                $"what was kept was measured with another {difference}",
                "Repeat the interrupted command with its options, or leave --resume out: it measures from the beginning.");
        }

        foreach (var pair in pairs) pair.Add(Of(kept.Base, pair.Name), Of(kept.Current, pair.Name));
    }

    /// <summary>The measurement came to its end, and what it yielded is kept elsewhere.</summary>
    public void Forget() => KeptMeasurement.Delete(folder);

    /// <summary>What was measured of all pairs.</summary>
    public static (ResultSet Base, ResultSet Current) Measured(IEnumerable<SuitePair> pairs)
    {
        var measured = pairs.Select(pair => pair.Measured()).ToList();
        return (ResultSets.Join(measured.ConvertAll(pair => pair.Base)), ResultSets.Join(measured.ConvertAll(pair => pair.Current)));
    }

    private static ResultSet Of(ResultSet results, string suite) => results with
    {
        Benchmarks = [.. results.Benchmarks.Where(benchmark => string.Equals(benchmark.Suite, suite, StringComparison.Ordinal))],
    };

    private string? Difference(MeasurementFacts kept) =>
        kept.Base != facts.Base ? "base"
        : !Same(kept.Suites, facts.Suites) ? "state of the working tree"
        : !kept.Filter.SequenceEqual(facts.Filter, StringComparer.Ordinal) ? "filter"
        : kept.Lockstep != facts.Lockstep || !(kept.Arguments ?? []).SequenceEqual(facts.Arguments ?? [], StringComparer.Ordinal)
            ? "way of launching (measure.arguments)"
        : kept.Screening != facts.Screening || kept.WholeScreening != facts.WholeScreening ? "number of launches"
        : kept.MaxPairs != facts.MaxPairs ? "number of --max-pairs"
        : kept.Limits != facts.Limits ? "choice of metrics, limits or rules"
        : kept.BenchmarksFrom != facts.BenchmarksFrom ? "choice of --benchmarks-from"
        : kept.Shard != facts.Shard ? "shard"
        : null;

    private static bool Same(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
        first.Count == second.Count && first.All(entry => second.TryGetValue(entry.Key, out var value) && value == entry.Value);
}
