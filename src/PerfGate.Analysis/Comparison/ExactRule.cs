using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Counts that the program determines: compared by value, without statistics.</summary>
internal static class ExactRule
{
    /// <summary>Rounding of a ratio, far below any tolerance that somebody would set.</summary>
    private const double Rounding = 1e-12;

    /// <summary>What the values say; both sides have some.</summary>
    public static (Evidence Evidence, ChangeEstimate Estimate, string? Reason) Decide(
        SideSummary baseline,
        SideSummary current,
        Metric metric,
        double tolerance)
    {
        double was = baseline.Median, now = current.Median;
        var ratio = was == now ? 1 : now / was;
        var worsening = metric.Better == Better.Lower ? Math.Log(ratio) : -Math.Log(ratio);
        var allowed = Math.Log(1 + tolerance) + Rounding;
        var evidence = worsening > allowed ? Evidence.Worse : worsening < -allowed ? Evidence.Improved : Evidence.Unchanged;
        var reason = evidence == Evidence.Unchanged && worsening != 0
            ? $"Changed by {Words.Change(worsening, metric)}, which is within the tolerance."
            : null;
        return (evidence, new ChangeEstimate(ratio, ratio, ratio, null, worsening, worsening, worsening), reason);
    }

    /// <summary>
    /// What a reader has to know about where the sides were measured: a count does not depend on the machine, and is compared.
    /// </summary>
    public static IEnumerable<string> Doubts(EnvironmentComparison environment)
    {
        if (!environment.Comparable) yield return "The baseline is from another environment; only exact metrics are compared with it.";
    }

    /// <summary>Doubts about one side's values.</summary>
    public static IEnumerable<string> Doubts(MetricSamples samples, string side)
    {
        var finite = samples.Values.Where(double.IsFinite).ToArray();
        if (finite.Length < samples.Count) yield return $"Values of {side} that are no numbers were left out.";
        if (finite.Length > 1 && finite.Max() - finite.Min() > Math.Abs(Descriptive.Median(finite)) * Rounding)
        {
            yield return $"The values of {side} vary although the metric counts as exact; their median is compared.";
        }
    }
}
