using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>A benchmark that needs more launch pairs before it can be decided.</summary>
/// <param name="Benchmark">Which benchmark.</param>
/// <param name="Suite">Its project.</param>
/// <param name="Pairs">How many more launch pairs the next look wants.</param>
/// <param name="Estimate">The interim estimate.</param>
/// <param name="Metric">The metric that is in question; a launch measures all of them.</param>
public sealed record MeasurementRequest(BenchmarkId Benchmark, string Suite, int Pairs, ChangeEstimate? Estimate, Metric Metric)
{
    /// <summary>The benchmark within its suite.</summary>
    public BenchmarkKey Key => new(Suite, Benchmark);
}
