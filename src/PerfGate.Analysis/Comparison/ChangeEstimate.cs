namespace PerfGate.Analysis.Comparison;

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
