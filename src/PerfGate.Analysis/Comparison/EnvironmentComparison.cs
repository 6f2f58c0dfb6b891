using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Whether times of the two sides may be compared, and what differs.</summary>
/// <param name="Baseline">Where the baseline was measured.</param>
/// <param name="Current">Where the current results were measured.</param>
/// <param name="Comparable">Whether both have the same environment key.</param>
/// <param name="Differences">What differs, one phrase each, coarse facts first.</param>
public sealed record EnvironmentComparison(
    HostEnvironment Baseline,
    HostEnvironment Current,
    bool Comparable,
    ImmutableArray<string> Differences);
