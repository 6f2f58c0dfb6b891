using System.Collections.Immutable;

namespace PerfGate.Analysis.Comparison;

/// <summary>Two result sets, compared.</summary>
/// <param name="Environment">Whether the environments allow a comparison of times.</param>
/// <param name="Comparisons">One entry a benchmark and metric, sorted by suite, benchmark and metric.</param>
/// <param name="Requests">
/// What should be measured again before the rest can be decided; empty when all is decided or the looks are used up.
/// </param>
public sealed record ComparisonResult(
    EnvironmentComparison Environment,
    ImmutableArray<MetricComparison> Comparisons,
    ImmutableArray<MeasurementRequest> Requests);
