using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Differences of launch pairs: current minus baseline, positive when worse.</summary>
/// <param name="Screen">Differences of the pairs that came first.</param>
/// <param name="Fresh">Differences of the further pairs.</param>
/// <param name="WithinVariance">Variance of a single pair's difference as far as the iterations of its launches know.</param>
/// <param name="FreshAttempts">Number of further pairs, those without a usable launch on both sides included.</param>
internal sealed record LaunchPairs(double[] Screen, double[] Fresh, double WithinVariance, int FreshAttempts)
{
    private const double TrimmedShare = 0.2;

    public static LaunchPairs Of(SampledCase sampled, ComparisonOptions options)
    {
        var count = Math.Min(sampled.Baseline.Launches.Length, sampled.Current.Launches.Length);
        var screen = new List<double>();
        var fresh = new List<double>();
        var within = new List<double>();
        for (var k = 0; k < count; k++)
        {
            if (sampled.Baseline.Launches[k] is not { } x || sampled.Current.Launches[k] is not { } y) continue;
            var slices = options.Design == LaunchDesign.Lockstep ? SliceDifferences(sampled, k) : [];
            (k < options.ScreeningPairs ? screen : fresh).Add(
                slices.Length > 0 ? Descriptive.TrimmedMean(slices, TrimmedShare) : y.Log - x.Log);
            within.Add(
                slices.Length > 1 ? Math.PI / 2 * Descriptive.Variance(slices) / slices.Length : x.MedianVariance + y.MedianVariance);
        }

        var variance = within.Count == 0 ? 0 : Descriptive.Mean(within.ToArray());
        return new LaunchPairs([.. screen], [.. fresh], variance, Math.Max(0, count - options.ScreeningPairs));
    }

    /// <summary>Log ratios of neighbouring slices; empty where slices are missing or no positive numbers.</summary>
    private static double[] SliceDifferences(SampledCase sampled, int launch)
    {
        var x = sampled.Baseline.Samples.Launches[launch];
        var y = sampled.Current.Samples.Launches[launch];
        if (x.Length != y.Length) return [];
        var sign = sampled.Metric.Better == Model.Better.Lower ? 1 : -1;
        var differences = new List<double>(x.Length);
        for (var i = 0; i < x.Length; i++)
        {
            var log = sign * (Math.Log(y[i]) - Math.Log(x[i]));
            if (double.IsFinite(log)) differences.Add(log);
        }

        return [.. differences];
    }
}
