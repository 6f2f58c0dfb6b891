using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>One side's samples of a metric, made fit for arithmetic.</summary>
/// <param name="Samples">The samples as they came.</param>
/// <param name="Launches">One entry a launch in order of measuring; null where its median is not a positive number.</param>
/// <param name="Summary">Summary of the finite values; null when there are none.</param>
/// <param name="Usable">Number of positive values of the launches that have a median.</param>
/// <param name="NotFinite">Number of values that are no finite number.</param>
/// <param name="NotPositive">Number of finite values that are zero or less.</param>
internal sealed record SideData(
    MetricSamples Samples,
    LaunchSummary?[] Launches,
    SideSummary? Summary,
    int Usable,
    int NotFinite,
    int NotPositive)
{
    private const int FewestValues = 5;

    /// <summary>Levels of the launches that have one, in ascending order.</summary>
    public double[] Levels { get; } = LevelsOf(Launches);

    /// <summary>Whether there are enough values of use to know the scatter of one launch's iterations.</summary>
    public bool KnowsScatter => Usable >= FewestValues;

    /// <summary>Number of values of the first launches, as far as these are of use.</summary>
    public int ValuesOf(int launches) => Launches.Take(launches).Sum(static launch => launch?.Count ?? 0);

    public static SideData Of(MetricSamples samples)
    {
        var count = samples.Count;
        var launches = new LaunchSummary?[samples.Launches.Length];
        Span<double> values = count <= Descriptive.MostOnStack ? stackalloc double[count] : new double[count];
        Span<double> space = count <= Descriptive.MostOnStack ? stackalloc double[count] : new double[count];
        int finite = 0, usable = 0, notPositive = 0;
        for (var i = 0; i < launches.Length; i++)
        {
            var launch = TakeFinite(samples.Launches[i].AsSpan(), values[finite..]);
            finite += launch.Length;
            var logs = TakeLogs(launch, space);
            notPositive += launch.Length - logs.Length;
            // Zeros and negative values stand for less than anything: a launch is of use when its middle is a positive number.
            if (launch.Length == 0 || launch[(launch.Length - 1) / 2] <= 0) continue;
            var median = MedianOfLogs(logs, launch.Length - logs.Length);
            launches[i] = new LaunchSummary(
                samples.Metric.Better == Better.Lower ? median : -median, Descriptive.Variance(logs), launch.Length);
            usable += logs.Length;
        }

        Descriptive.Sort(values[..finite]);
        return new SideData(samples, launches, SideSummary.Of(values[..finite], launches.Length), usable, count - finite, notPositive);
    }

    /// <summary>Logarithms of the usable values, each less its launch's median, in ascending order.</summary>
    /// <param name="residuals">Space for <see cref="Usable"/> of them. They are not kept: there is a number for each that was measured.</param>
    public void TakeResiduals(Span<double> residuals)
    {
        var count = 0;
        for (var i = 0; i < Launches.Length; i++)
        {
            if (Launches[i] is not { } launch) continue;
            var median = Samples.Metric.Better == Better.Lower ? launch.Log : -launch.Log;
            foreach (var value in Samples.Launches[i].AsSpan())
            {
                if (value > 0 && double.IsFinite(value)) residuals[count++] = Math.Log(value) - median;
            }
        }

        Descriptive.Sort(residuals);
    }

    private static double[] LevelsOf(LaunchSummary?[] launches)
    {
        var levels = new double[launches.Length];
        var count = 0;
        foreach (var launch in launches)
        {
            if (launch is { } usable) levels[count++] = usable.Log;
        }

        if (count < levels.Length) Array.Resize(ref levels, count);
        Descriptive.Sort(levels);
        return levels;
    }

    private static Span<double> TakeFinite(ReadOnlySpan<double> from, Span<double> to)
    {
        var count = 0;
        foreach (var value in from)
        {
            if (double.IsFinite(value)) to[count++] = value;
        }

        Descriptive.Sort(to[..count]);
        return to[..count];
    }

    private static Span<double> TakeLogs(ReadOnlySpan<double> sorted, Span<double> to)
    {
        var count = 0;
        foreach (var value in sorted)
        {
            if (value > 0) to[count++] = Math.Log(value);
        }

        return to[..count];
    }

    /// <summary>The middle of two values is taken of their logarithms, so that a rate reads exactly like the time it comes from.</summary>
    private static double MedianOfLogs(ReadOnlySpan<double> logs, int missingBelow)
    {
        var count = logs.Length + missingBelow;
        return (logs[((count - 1) / 2) - missingBelow] + logs[(count / 2) - missingBelow]) / 2;
    }
}
