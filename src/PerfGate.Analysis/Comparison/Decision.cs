using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>What a rule makes of a sampled metric.</summary>
/// <param name="Evidence">What the samples say.</param>
/// <param name="Estimate">The estimated change, positive when worse; null when there is none.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="MorePairs">How many more launch pairs the next look wants; 0 when there is none.</param>
/// <param name="DetectionLimit">Smallest change, as a logarithm, that would have been found with 90 % power.</param>
/// <param name="Pairs">Number of launch pairs behind the estimate.</param>
internal sealed record Decision(
    Evidence Evidence,
    StudentEstimate? Estimate,
    string? Reason,
    int MorePairs = 0,
    double? DetectionLimit = null,
    int Pairs = 0)
{
    /// <summary>The estimate in the words of a report.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="interval">Distance of the ends of the two-sided interval.</param>
    /// <param name="bound">Distance of the one-sided bounds.</param>
    public ChangeEstimate? ToChange(Metric metric, StudentReach interval, StudentReach bound)
    {
        if (Estimate is not { } estimate) return null;
        var raw = metric.Better == Better.Lower ? estimate.Value : -estimate.Value;
        var (twoSided, oneSided) = (interval.Of(estimate), bound.Of(estimate));
        return new ChangeEstimate(
            Math.Exp(raw),
            Math.Exp(raw - twoSided),
            Math.Exp(raw + twoSided),
            (estimate.Value >= 0 ? estimate : estimate.Mirrored).PValueAbove(0),
            estimate.Value,
            estimate.Value - oneSided,
            estimate.Value + oneSided,
            DetectionLimit is { } limit ? Math.Exp(limit) - 1 : null,
            Pairs);
    }
}
