using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Whether there was anything to compare.</summary>
public enum ComparisonStatus
{
    /// <summary>Both sides have it. Where the baseline yielded no value the evidence is undecided.</summary>
    Compared,

    /// <summary>The benchmark or metric exists in the current results only.</summary>
    Added,

    /// <summary>The benchmark or metric exists in the baseline only.</summary>
    Removed,

    /// <summary>The benchmark ran without yielding a measurement, or its values are not numbers.</summary>
    Failed,

    /// <summary>Several results cannot be told apart.</summary>
    Ambiguous,
}

/// <summary>What the samples say about a change, before any threshold of severity is applied.</summary>
public enum Evidence
{
    /// <summary>The samples neither prove nor exclude a change that matters.</summary>
    Undecided,

    /// <summary>A change that matters is excluded, or what changed is smaller than what matters.</summary>
    Unchanged,

    /// <summary>It got worse, at the confidence asked for.</summary>
    Worse,

    /// <summary>It got better, at the confidence asked for.</summary>
    Improved,
}

/// <summary>Summary of one side's values, in the metric's unit.</summary>
/// <param name="Median">Median over all values.</param>
/// <param name="Mean">Mean over all values.</param>
/// <param name="Count">Number of values.</param>
/// <param name="Launches">Number of process launches that they come from.</param>
public sealed record SideSummary(double Median, double Mean, int Count, int Launches);

/// <summary>
/// The estimated change. Ratios are current divided by baseline, whatever direction is better; changes are logarithms of the
/// ratio turned so that positive means worse, so that a metric where more is better reads like one where less is.
/// Ratios and logarithms have no unit.
/// </summary>
/// <remarks>
/// Intervals are those of a Student t estimate on the logarithmic scale, carried over to the ratio by the exponential function; they
/// are not corrected for the number of benchmarks, which the evidence is.
/// </remarks>
/// <param name="Ratio">Current divided by baseline; positive infinity where the baseline is zero and the current value is not.</param>
/// <param name="RatioLow">Lower end of the two-sided 95 % confidence interval of the ratio.</param>
/// <param name="RatioHigh">Upper end of the two-sided 95 % confidence interval of the ratio.</param>
/// <param name="PValue">
/// One-sided p-value of "it did not get worse" (or better, where the estimate says better); null for exact metrics.
/// </param>
/// <param name="Worsening">Natural logarithm of the change, positive when worse: 0.0953 is 10 % worse.</param>
/// <param name="WorseningAtLeast">Lower one-sided 95 % bound of the worsening, a natural logarithm too.</param>
/// <param name="WorseningAtMost">Upper one-sided 95 % bound of the worsening, a natural logarithm too.</param>
/// <param name="DetectionLimit">
/// Smallest relative worsening (0.06 is 6 %) that this measurement would have found with 90 % power; null where it is not known.
/// </param>
/// <param name="Pairs">Number of interleaved launch pairs behind the estimate; 0 for independent launches.</param>
public sealed record ChangeEstimate(
    double Ratio,
    double RatioLow,
    double RatioHigh,
    double? PValue,
    double Worsening,
    double WorseningAtLeast,
    double WorseningAtMost,
    double? DetectionLimit = null,
    int Pairs = 0);

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
    ImmutableArray<string> Warnings);
