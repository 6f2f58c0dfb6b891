using Perfolizer;
using Perfolizer.Mathematics.Distributions.ContinuousDistributions;
using Perfolizer.Mathematics.Multimodality;

namespace PerfGate.Analysis.Statistics;

/// <summary>
/// Every call of Perfolizer 0.3.17. Later versions renamed or dropped much of what is used here, and some of what it offers is
/// wrong (docs/statistics.md), so nothing else may reach for it.
/// </summary>
internal static class PerfolizerAdapter
{
    /// <summary>The modality detector costs as much as everything else together on long samples; more values say no more.</summary>
    private const int LongestForModes = 500;

    /// <summary>Probability that a Student variable exceeds <paramref name="t"/>.</summary>
    public static double StudentTail(double t, double df) =>
        double.IsPositiveInfinity(t) ? 0 : double.IsNegativeInfinity(t) ? 1 : Math.Clamp(new StudentDistribution(Usable(df)).Cdf(-t), 0, 1);

    /// <summary>The value that a Student variable exceeds with probability <paramref name="tail"/> (at most 0.5).</summary>
    public static double StudentQuantile(double tail, double df) =>
        // From the lower tail: 1 - tail would lose the digits that matter.
        -new StudentDistribution(Usable(df)).Quantile(Math.Clamp(tail, 1e-9, 0.5));

    /// <summary>Number of modes of the values' distribution.</summary>
    public static int CountModes(double[] values)
    {
        var step = (values.Length + LongestForModes - 1) / LongestForModes;
        var sample = step <= 1 ? values : values.Where((_, index) => index % step == 0).ToArray();
        return LowlandModalityDetector.Instance.DetectModes(new Sample(sample)).Modality;
    }

    private static double Usable(double df) => Math.Clamp(df, 1, 1e6);
}
