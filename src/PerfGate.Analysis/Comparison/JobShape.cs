using System.Collections.Frozen;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>
/// Characteristics of a job that say how long and how often it measures, not what: changing them must not lose the baseline.
/// </summary>
internal static class JobShape
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "LaunchCount", "WarmupCount", "MinWarmupIterationCount", "MaxWarmupIterationCount", "IterationCount", "MinIterationCount",
        "MaxIterationCount", "IterationTime", "MinIterationTime", "MaxRelativeError", "MaxAbsoluteError", "MinInvokeCount", "OutlierMode",
        "EvaluateOverhead", "AnalyzeLaunchVariance",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The id without them.</summary>
    public static BenchmarkId Without(BenchmarkId id)
    {
        if (id.Job.Length == 0) return id;
        var kept = id.Job.Split(", ").Where(characteristic => !IsShape(characteristic));
        return id with { Job = string.Join(", ", kept) };
    }

    private static bool IsShape(string characteristic)
    {
        var equals = characteristic.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            && (Names.Contains(characteristic[..equals])
                || characteristic.StartsWith("Toolchain=InProcess", StringComparison.Ordinal));
    }
}
