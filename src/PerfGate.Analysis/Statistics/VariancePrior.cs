using System.Runtime.InteropServices;

namespace PerfGate.Analysis.Statistics;

/// <summary>
/// What the variances of a whole suite say about the variance of one benchmark that few launches know badly: a scaled inverse
/// chi-square distribution, fitted by the moments of the log variances (Smyth 2004). Where the benchmarks of a suite differ much in
/// noise the fit has few degrees of freedom, and each benchmark is left to its own data.
/// </summary>
/// <param name="Variance">Typical variance.</param>
/// <param name="Df">How many degrees of freedom the suite's knowledge is worth; 0 where it is worth nothing.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VariancePrior(double Variance, double Df)
{
    private const int FewestVariances = 10;
    private const double MostDf = 10;

    /// <summary>Log medians repeat to the last bit on coarse clocks; a variance below this is not believed.</summary>
    private const double SmallestVariance = 1e-8;

    /// <summary>Nothing is known.</summary>
    public static VariancePrior None => default;

    /// <summary>Fits a prior to variances.</summary>
    /// <param name="variances">The variances.</param>
    /// <param name="df">Degrees of freedom of each; one with fewer than 1 does not count.</param>
    public static VariancePrior Fit(ReadOnlySpan<double> variances, ReadOnlySpan<double> df)
    {
        var logs = new double[variances.Length];
        var count = 0;
        var expected = 0.0;
        double known = 0, digamma = 0, trigamma = 0;
        for (var i = 0; i < variances.Length; i++)
        {
            if (df[i] < 1) continue;
            if (df[i] != known) (known, digamma, trigamma) = (df[i], SpecialFunctions.Digamma(df[i] / 2), SpecialFunctions.Trigamma(df[i] / 2));
            logs[count++] = Math.Log(Math.Max(variances[i], SmallestVariance)) - digamma + Math.Log(df[i] / 2);
            expected += trigamma;
        }

        if (count < FewestVariances) return None;
        var values = logs.AsSpan(0, count);
        var excess = Descriptive.Variance(values) - (expected / count);
        var priorDf = excess <= 0 ? MostDf : Math.Min(MostDf, 2 * SpecialFunctions.InverseTrigamma(excess));
        var scale = Math.Exp(Descriptive.Mean(values) + SpecialFunctions.Digamma(priorDf / 2) - Math.Log(priorDf / 2));
        return new VariancePrior(scale, priorDf);
    }

    /// <summary>A benchmark's variance, moderated by the suite's.</summary>
    public (double Variance, double Df) Moderate(double variance, double df) =>
        Df + df <= 0 ? (variance, 0) : (((Df * Variance) + (df * variance)) / (Df + df), Df + df);
}
