using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>One side's samples of a metric, made fit for arithmetic.</summary>
/// <param name="Samples">The samples as they came.</param>
/// <param name="Levels">
/// What replicates: the level of each launch in order of measuring, the natural logarithm of its median iteration, turned so that more is
/// worse; NaN where that is no positive number. Iterations of a launch are no replicates of each other.
/// </param>
/// <param name="LevelCount">Number of launches that have a level.</param>
/// <param name="Summary">Summary of the finite values; null when there are none.</param>
/// <param name="Usable">Number of positive values of the launches that have a level.</param>
/// <param name="NotFinite">Number of values that are no finite number.</param>
/// <param name="NotPositive">Number of finite values that are zero or less.</param>
internal sealed record SideData(
    MetricSamples Samples,
    double[] Levels,
    int LevelCount,
    SideSummary? Summary,
    int Usable,
    int NotFinite,
    int NotPositive)
{
    private const int FewestValues = 5;

    /// <summary>Whether there are enough values of use to know the scatter of one launch's iterations.</summary>
    public bool KnowsScatter => Usable >= FewestValues;

    public static SideData Of(MetricSamples samples)
    {
        var count = samples.Count;
        var levels = new double[samples.Launches.Length];
        Span<double> values = count <= Descriptive.MostOnStack ? stackalloc double[count] : new double[count];
        int known = 0, finite = 0, usable = 0, notPositive = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = double.NaN;
            var launch = Descriptive.TakeFinite(samples.Launches[i], values[finite..]);
            finite += launch.Length;
            var zeros = NotPositiveOf(launch);
            notPositive += zeros;
            // Zeros and negative values stand for less than anything: a launch is of use when its middle is a positive number.
            if (launch.Length == 0 || launch[(launch.Length - 1) / 2] <= 0) continue;
            var median = MedianLog(launch);
            levels[i] = samples.Metric.Better == Better.Lower ? median : -median;
            known++;
            usable += launch.Length - zeros;
        }

        Descriptive.Sort(values[..finite]);
        return new SideData(samples, levels, known, SideSummary.Of(values[..finite], levels.Length), usable, count - finite, notPositive);
    }

    /// <summary>Whether a launch has a level.</summary>
    public bool HasLevel(int launch) => !double.IsNaN(Levels[launch]);

    /// <summary>Number of values of the first launches, as far as these are of use.</summary>
    public int ValuesOf(int launches)
    {
        var count = 0;
        for (var i = 0; i < Math.Min(launches, Levels.Length); i++)
        {
            if (HasLevel(i)) count += Samples.Launches[i].Count(double.IsFinite);
        }

        return count;
    }

    /// <summary>
    /// Variance of a launch's median as far as its iterations know; pi/2 is the price of the median against the mean. Few ask for it, so that
    /// it is not kept.
    /// </summary>
    public double MedianVariance(int launch)
    {
        var values = Samples.Launches[launch];
        var finite = Descriptive.TakeFinite(values, new double[values.Length]);
        var logs = finite[NotPositiveOf(finite)..].ToArray();
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(logs[i]);
        return Math.PI / 2 * Descriptive.Variance(logs) / finite.Length;
    }

    /// <summary>The levels in ascending order.</summary>
    /// <param name="levels">Space for <see cref="LevelCount"/> of them.</param>
    public void TakeLevels(Span<double> levels)
    {
        var count = 0;
        foreach (var level in Levels)
        {
            if (!double.IsNaN(level)) levels[count++] = level;
        }

        Descriptive.Sort(levels);
    }

    /// <summary>Logarithms of the usable values, each less its launch's median, in ascending order.</summary>
    /// <param name="residuals">Space for <see cref="Usable"/> of them. They are not kept: there is a number for each that was measured.</param>
    public void TakeResiduals(Span<double> residuals)
    {
        var count = 0;
        for (var i = 0; i < Levels.Length; i++)
        {
            if (!HasLevel(i)) continue;
            var median = Samples.Metric.Better == Better.Lower ? Levels[i] : -Levels[i];
            var launch = Samples.Launches[i];
            for (var k = 0; k < launch.Length; k++)
            {
                if (launch[k] > 0 && double.IsFinite(launch[k])) residuals[count++] = Math.Log(launch[k]) - median;
            }
        }

        Descriptive.Sort(residuals);
    }

    /// <summary>How many of ascending values are zero or less.</summary>
    private static int NotPositiveOf(ReadOnlySpan<double> sorted)
    {
        var count = 0;
        while (count < sorted.Length && sorted[count] <= 0) count++;
        return count;
    }

    /// <summary>The middle of two values is taken of their logarithms, so that a rate reads exactly like the time it comes from.</summary>
    private static double MedianLog(ReadOnlySpan<double> sorted)
    {
        double low = Math.Log(sorted[(sorted.Length - 1) / 2]), high = Math.Log(sorted[sorted.Length / 2]);
        return (low + high) / 2;
    }
}
