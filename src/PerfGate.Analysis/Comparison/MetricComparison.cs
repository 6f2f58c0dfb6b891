using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>One metric of one benchmark, compared.</summary>
/// <param name="Benchmark">Which benchmark: the current side's id where there is one.</param>
/// <param name="Suite">Project that the benchmark belongs to; empty when unknown.</param>
/// <param name="Metric">Which metric.</param>
/// <param name="Status">Whether there was anything to compare.</param>
/// <param name="Evidence">What the samples say.</param>
/// <param name="Baseline">Summary of the baseline's values; null where there are none.</param>
/// <param name="Current">Summary of the current values; null where there are none.</param>
/// <param name="Estimate">The estimated change; null where nothing could be estimated.</param>
/// <param name="Reason">Why the evidence is what it is, or what failed, in one sentence; null when there is nothing to add.</param>
/// <param name="Warnings">Doubts about the data, one sentence each.</param>
public sealed record MetricComparison(
    BenchmarkId Benchmark,
    string Suite,
    Metric Metric,
    ComparisonStatus Status,
    Evidence Evidence,
    SideSummary? Baseline,
    SideSummary? Current,
    ChangeEstimate? Estimate,
    string? Reason,
    ImmutableArray<string> Warnings)
{
    /// <summary>The benchmark within its suite, of which there is one comparison a metric.</summary>
    public BenchmarkKey Key => new(Suite, Benchmark);
}
