using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>When an estimate needs no further look.</summary>
internal static class Clearance
{
    /// <summary>
    /// With the usual limit of 10 %: an estimate under half of it raises no suspicion as long as 25 % is excluded.
    /// </summary>
    private static readonly double WideLimit = Math.Log(1.25) / Math.Log(1.10);

    /// <summary>Whether changes that matter are excluded, in both directions.</summary>
    public static bool Excludes(StudentEstimate estimate, double limit) =>
        Math.Abs(estimate.Value) + estimate.Reach(ErrorRates.OneSided) < limit;

    /// <summary>
    /// As <see cref="Of(StudentEstimate, SampledCase)"/>, but an estimate that only leaves an improvement open is clear too unless the
    /// improvement is large: with a baseline from another machine many look better by chance, and measuring them again would cost as much as
    /// all else.
    /// </summary>
    public static string? ButForImprovements(StudentEstimate estimate, SampledCase sampled) =>
        Of(estimate, sampled)
        ?? (estimate.Value < 0 && estimate.Value > -WideLimit * sampled.Limit && estimate.Upper(ErrorRates.OneSided) < sampled.Limit
            ? $"It may have improved ({Words.Change(estimate.Value, sampled.Metric)}); that it got worse by what matters is excluded."
            : null);

    /// <summary>
    /// Empty when a change that matters is excluded; a sentence when there is no sign of one and only a larger one is excluded;
    /// null when neither holds.
    /// </summary>
    public static string? Of(StudentEstimate estimate, SampledCase sampled) => Of(estimate, sampled, estimate.Reach(ErrorRates.OneSided));

    /// <summary>As <see cref="Of(StudentEstimate, SampledCase)"/>, where the distance of the one-sided bound is known.</summary>
    public static string? Of(StudentEstimate estimate, SampledCase sampled, double reach)
    {
        var limit = sampled.Limit;
        var bound = Math.Abs(estimate.Value) + reach;
        if (bound < limit) return "";

        // Beside a time that is next to nothing the limit is larger than any number: then nothing is excluded.
        return double.IsFinite(Math.Exp(bound)) && Math.Abs(estimate.Value) < limit / 2 && bound < WideLimit * limit
            ? $"No sign of a change; with 95 % confidence it is less than {Words.Size(bound)}."
            : null;
    }
}
