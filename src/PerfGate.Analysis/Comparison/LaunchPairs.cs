using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Differences of launch pairs: current minus baseline, positive when worse.</summary>
/// <param name="Differences">One entry a pair that both sides have a usable launch of, in order of measuring.</param>
/// <param name="WithinVariance">Variance of a single pair's difference as far as the iterations of its launches know.</param>
/// <param name="Attempts">Number of pairs, those without a usable launch on both sides included.</param>
internal sealed record LaunchPairs(double[] Differences, double WithinVariance, int Attempts)
{
    private const double TrimmedShare = 0.2;

    /// <summary>Nothing has been measured yet.</summary>
    public static LaunchPairs None { get; } = new([], 0, 0);

    /// <summary>It was measured, and failed: more launches would yield nothing either.</summary>
    public static LaunchPairs Failed { get; } = new([], 0, int.MaxValue);

    /// <summary>Pairs <paramref name="from"/> to <paramref name="to"/>, as far as both sides have them.</summary>
    public static LaunchPairs Of(SideData baseline, SideData current, LaunchDesign design, int from, int to)
    {
        var differences = new List<double>();
        var within = new List<double>();
        to = Math.Min(to, Math.Min(baseline.Levels.Length, current.Levels.Length));
        for (var k = from; k < to; k++)
        {
            if (!baseline.HasLevel(k) || !current.HasLevel(k)) continue;
            var slices = design == LaunchDesign.Lockstep ? SliceDifferences(baseline.Samples, current.Samples, k) : [];
            differences.Add(slices.Length > 0 ? Descriptive.TrimmedMeanOfSorted(slices, TrimmedShare) : current.Levels[k] - baseline.Levels[k]);
            within.Add(slices.Length > 1
                ? Descriptive.TrimmedMeanVarianceOfSorted(slices, TrimmedShare)
                : baseline.MedianVariance(k) + current.MedianVariance(k));
        }

        return new LaunchPairs([.. differences], within.Count == 0 ? 0 : Descriptive.Mean([.. within]), Math.Max(0, to - from));
    }

    /// <summary>Log ratios of neighbouring slices in ascending order; empty where slices are missing or no positive numbers.</summary>
    private static double[] SliceDifferences(MetricSamples baseline, MetricSamples current, int launch)
    {
        var x = baseline.Launches[launch];
        var y = current.Launches[launch];
        if (x.Length != y.Length) return [];
        var sign = current.Metric.Better == Better.Lower ? 1 : -1;
        var differences = new List<double>(x.Length);
        for (var i = 0; i < x.Length; i++)
        {
            var log = sign * (Math.Log(y[i]) - Math.Log(x[i]));
            if (double.IsFinite(log)) differences.Add(log);
        }

        differences.Sort();
        return [.. differences];
    }
}
