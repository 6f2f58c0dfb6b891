using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>When an estimate needs no further look.</summary>
internal static class Clearance
{
    private const double OneSided = 0.05;

    /// <summary>
    /// With the usual limit of 10 %: an estimate under half of it raises no suspicion as long as 25 % is excluded.
    /// </summary>
    private static readonly double WideLimit = Math.Log(1.25) / Math.Log(1.10);

    /// <summary>Whether changes that matter are excluded, in both directions.</summary>
    public static bool Excludes(StudentEstimate estimate, double limit) =>
        Math.Abs(estimate.Value) + estimate.Reach(OneSided) < limit;

    /// <summary>
    /// Empty when a change that matters is excluded; a sentence when there is no sign of one and only a larger one is excluded;
    /// null when neither holds.
    /// </summary>
    public static string? Of(StudentEstimate estimate, double limit)
    {
        if (Excludes(estimate, limit)) return "";
        var bound = Math.Abs(estimate.Value) + estimate.Reach(OneSided);
        return Math.Abs(estimate.Value) < limit / 2 && bound < WideLimit * limit
            ? $"No sign of a change; with 95 % confidence it is less than {Words.Size(bound)}."
            : null;
    }
}
