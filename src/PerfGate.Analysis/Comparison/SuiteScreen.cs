using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Turns the shifts of a whole suite into estimates: each borrows from the others what its own launches do not know.</summary>
internal static class SuiteScreen
{
    /// <summary>From this many benchmarks on the suite tells about itself.</summary>
    public const int LargeSuite = 10;

    /// <summary>Standard error that no estimate goes below: layout and clocks are never better than this.</summary>
    public const double Floor = 0.005;

    /// <summary>Movement of a whole suite from which on it is not chance.</summary>
    public static readonly double Moved = Math.Log(1.03);

    private const double UpperQuartile = 0.25;

    /// <summary>What the whole suite moved by; 0 where it is too small to tell.</summary>
    public static double Centre(Shift[] shifts)
    {
        if (shifts.Length < LargeSuite) return 0;
        var values = new double[shifts.Length];
        for (var i = 0; i < values.Length; i++) values[i] = shifts[i].Value;
        return Descriptive.Median(values);
    }

    /// <summary>
    /// Estimates around <paramref name="centre"/>. The spread between benchmarks that their variances do not explain (another run,
    /// another process layout) is added to every one of them; a small suite cannot measure it and takes <paramref name="spread"/>.
    /// </summary>
    public static StudentEstimate[] Estimate(Shift[] shifts, double centre, double? spread)
    {
        var variances = new double[shifts.Length];
        var degrees = new double[shifts.Length];
        for (var i = 0; i < shifts.Length; i++) (_, variances[i], degrees[i]) = shifts[i];
        var prior = VariancePrior.Fit(variances, degrees);
        var estimates = new StudentEstimate[shifts.Length];
        for (var i = 0; i < estimates.Length; i++)
        {
            var (variance, df) = prior.Moderate(shifts[i].Variance, shifts[i].Df);
            estimates[i] = new StudentEstimate(shifts[i].Value, Math.Sqrt(variance + (Floor * Floor)), df);
        }

        return spread is { } assumed ? Widen(estimates, centre, assumed) : estimates;
    }

    private static StudentEstimate[] Widen(StudentEstimate[] estimates, double centre, double assumed)
    {
        var large = estimates.Length >= LargeSuite;
        var spread = large ? UnexplainedSpread(estimates, centre) : assumed;
        // Few things are known about a spread that was assumed, and its tails are heavy.
        var spreadDf = large ? Math.Max(4, estimates.Length / 4.0) : 3;
        // Left as they are, they keep degrees of freedom that are the same to the last bit (StudentReach).
        if (spread == 0) return estimates;
        for (var i = 0; i < estimates.Length; i++) estimates[i] = Add(estimates[i], spread * spread, spreadDf);
        return estimates;
    }

    /// <summary>The smallest spread with which half of the estimates lie within their quartiles, as they should.</summary>
    private static double UnexplainedSpread(StudentEstimate[] estimates, double centre)
    {
        var quartiles = new double[estimates.Length];
        var upper = new StudentReach(UpperQuartile);
        for (var i = 0; i < quartiles.Length; i++) quartiles[i] = upper.Quantile(estimates[i].Df);
        var scaled = new double[estimates.Length];
        double low = 0, high = 10;
        if (!IsTooSmall(0)) return 0;
        while (high - low > 1e-5)
        {
            var middle = (low + high) / 2;
            if (IsTooSmall(middle)) low = middle;
            else high = middle;
        }

        return high;

        // Whether the median distance, in quartiles, is above one: a count tells, unless the median lies between two of them.
        bool IsTooSmall(double spread)
        {
            var outside = 0;
            for (var i = 0; i < scaled.Length; i++)
            {
                var error = Math.Sqrt((estimates[i].Error * estimates[i].Error) + (spread * spread));
                scaled[i] = Math.Abs(estimates[i].Value - centre) / error / quartiles[i];
                if (scaled[i] > 1) outside++;
            }

            return 2 * outside == scaled.Length ? Descriptive.Median(scaled) > 1 : 2 * outside > scaled.Length;
        }
    }

    /// <summary>Adds a variance; the degrees of freedom follow by Satterthwaite.</summary>
    private static StudentEstimate Add(StudentEstimate estimate, double variance, double df)
    {
        var own = estimate.Error * estimate.Error;
        var sum = own + variance;
        var ownDf = Math.Max(estimate.Df, 1);
        return estimate with { Error = Math.Sqrt(sum), Df = sum * sum / ((own * own / ownDf) + (variance * variance / df)) };
    }
}
