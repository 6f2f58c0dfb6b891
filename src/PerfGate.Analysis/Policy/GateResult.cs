using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Policy;

/// <summary>The gate's answer.</summary>
public enum Verdict
{
    /// <summary>Nothing that fails the gate, and nothing left undecided.</summary>
    Pass,

    /// <summary>Something fails the gate.</summary>
    Fail,

    /// <summary>Nothing is proven that fails the gate, but something could not be decided.</summary>
    Inconclusive,
}

/// <summary>Why the gate fails, in the order in which it is reported.</summary>
public enum FailureCause
{
    /// <summary>It does not fail.</summary>
    None,

    /// <summary>A regression at or above <c>fail-on</c>.</summary>
    Regression,

    /// <summary>A gated benchmark was not measured, or there was nothing to compare.</summary>
    NotMeasured,

    /// <summary>A gated comparison is inconclusive, and the policy says that this fails.</summary>
    Inconclusive,
}

/// <summary>The whole answer of the gate.</summary>
/// <param name="Verdict">The answer in one word.</param>
/// <param name="Failure">The gravest cause of failure; <see cref="FailureCause.None"/> when it does not fail.</param>
/// <param name="FailOn">Lowest severity that fails the gate in general.</param>
/// <param name="Environment">Both sides' environments.</param>
/// <param name="Findings">One entry a comparison, in the comparison's order.</param>
/// <param name="Warnings">
/// What the policy finds doubtful, one sentence each: expired or unused acceptances, rules that match nothing.
/// </param>
public sealed record GateResult(
    Verdict Verdict,
    FailureCause Failure,
    FailOn FailOn,
    EnvironmentComparison Environment,
    ImmutableArray<Finding> Findings,
    ImmutableArray<string> Warnings)
{
    /// <summary>What the comparisons could have seen; null when none of them knows its detection limit.</summary>
    public DetectionLimits? DetectionLimits
    {
        get
        {
            var limits = new double[Findings.Length];
            var count = 0;
            foreach (var finding in Findings)
            {
                if (finding.Comparison.Estimate?.DetectionLimit is { } limit && double.IsFinite(limit)) limits[count++] = limit;
            }

            return count == 0 ? null : new DetectionLimits(Descriptive.Median(limits.AsSpan(0, count)), count);
        }
    }

    /// <summary>Number of findings with an outcome.</summary>
    /// <param name="outcome">The outcome to count.</param>
    /// <returns>The number; a benchmark counts once for each of its metrics.</returns>
    public int Count(Outcome outcome) => Findings.Count(finding => finding.Outcome == outcome);
}
