using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Counts that the program determines: compared by value, without statistics.</summary>
internal static class ExactRule
{
    /// <summary>Rounding of a ratio, far below any tolerance that somebody would set.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Launches a side from which on their median says what is usual. One launch may have met what happens now and then.</summary>
    public const int EnoughLaunches = 3;

    /// <summary>
    /// Share of all pairs of values, one a side, that has to show a change. Where one launch in three counts more by chance, medians of three
    /// launches a side show a growth in one of five comparisons, and all nine pairs do in one of ninety.
    /// </summary>
    private const double ShareOfPairs = 0.75;

    /// <summary>The values that are numbers, in ascending order.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="space">Space for all of their values.</param>
    public static ReadOnlySpan<double> Finite(MetricSamples samples, Span<double> space)
    {
        var count = 0;
        for (var i = 0; i < samples.Launches.Length; i++) count += Descriptive.TakeFinite(samples.Launches[i], space[count..]).Length;
        Descriptive.Sort(space[..count]);
        return space[..count];
    }

    /// <summary>What the values, in ascending order, say; both sides have some, and no median is negative.</summary>
    public static (Evidence Evidence, ChangeEstimate Estimate, string? Reason) Decide(
        ReadOnlySpan<double> before, ReadOnlySpan<double> after, Metric metric, double tolerance)
    {
        double was = Descriptive.MedianOfSorted(before), now = Descriptive.MedianOfSorted(after);
        var ratio = was == now ? 1 : now / was;
        var worsening = metric.Better == Better.Lower ? Math.Log(ratio) : -Math.Log(ratio);
        var allowed = Math.Log(1 + tolerance) + Rounding;
        var evidence = worsening > allowed ? Evidence.Worse : worsening < -allowed ? Evidence.Improved : Evidence.Unchanged;
        var reason = evidence == Evidence.Unchanged && worsening != 0
            ? $"Changed by {Words.Change(worsening, metric)}, which is within the tolerance."
            : null;
        if (evidence != Evidence.Unchanged && (now > was ? ShareAbove(before, after) : ShareAbove(after, before)) < ShareOfPairs)
        {
            evidence = Evidence.Undecided;
            reason = "The values vary from launch to launch, and those of both sides overlap: make the count the same every time.";
        }

        return (evidence, new ChangeEstimate(ratio, ratio, ratio, null, worsening, worsening, worsening), reason);
    }

    /// <summary>Whether a change reaches the smallest relative worsening that matters.</summary>
    public static bool Matters(ChangeEstimate estimate, double smallest) => estimate.Worsening + Rounding >= Math.Log(1 + smallest);

    /// <summary>Share of the pairs, one of each of two ascending rows, of which the upper one's value is larger.</summary>
    private static double ShareAbove(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        var pairs = 0.0;
        var below = 0;
        foreach (var value in upper)
        {
            while (below < lower.Length && lower[below] < value) below++;
            pairs += below;
        }

        return pairs / lower.Length / upper.Length;
    }

    /// <summary>Adds doubts about one side's values, of which the finite ones are ascending; a scatter within the tolerance is none.</summary>
    public static void AddDoubts(List<string> doubts, MetricSamples samples, ReadOnlySpan<double> finite, string side, double tolerance)
    {
        if (finite.Length < samples.Count) doubts.Add($"Values of {side} that are no numbers were left out.");
        if (finite.Length > 1 && finite[^1] - finite[0] > Math.Abs(Descriptive.MedianOfSorted(finite)) * Math.Max(Rounding, tolerance))
        {
            doubts.Add($"{samples.Metric.Name} of {side} varies from launch to launch although it counts as exact; the median is compared.");
        }
    }
}
