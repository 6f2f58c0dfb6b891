using PerfGate.Analysis.Comparison;

namespace PerfGate.Analysis.Policy;

/// <summary>A comparison and what the policy makes of it.</summary>
/// <param name="Comparison">What was compared.</param>
/// <param name="Outcome">Its outcome before <c>fail-on</c> is applied.</param>
/// <param name="Limits">The limits that graded it.</param>
/// <param name="Failure">Why it fails the gate; <see cref="FailureCause.None"/> when it does not.</param>
/// <param name="Accepted">The entry that accepts it; null when none does.</param>
public sealed record Finding(
    MetricComparison Comparison,
    Outcome Outcome,
    SeverityLimits Limits,
    FailureCause Failure,
    AcceptedRegression? Accepted = null);
