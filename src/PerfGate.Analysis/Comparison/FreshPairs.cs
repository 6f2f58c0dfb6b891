using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Interleaved launch pairs, measured for the benchmarks that an earlier comparison asked for.</summary>
/// <param name="Baseline">Launches of the version to compare with; launch <c>k</c> ran next to launch <c>k</c> of the other side.</param>
/// <param name="Current">Launches of the version to judge, under the ids of the screened results.</param>
public sealed record FreshPairs(ResultSet Baseline, ResultSet Current)
{
    private static readonly ResultSet Nothing = new(new Provenance(), new HostEnvironment(), [], []);

    /// <summary>No pair has been measured yet.</summary>
    public static FreshPairs None { get; } = new(Nothing, Nothing);
}
