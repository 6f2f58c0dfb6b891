using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Policy;

/// <summary>What a policy says about one metric of one benchmark once its rules are applied.</summary>
internal sealed record EffectiveRule(SeverityLimits Limits, FailOn FailOn, double Tolerance, Reaction Missing)
{
    /// <summary>A benchmark is gated when some severity of it fails the gate.</summary>
    public bool IsGated => FailOn != FailOn.Never;

    public bool Fails(Severity severity) => FailOn switch
    {
        FailOn.Minor => severity >= Severity.Minor,
        FailOn.Major => severity >= Severity.Major,
        FailOn.Critical => severity >= Severity.Critical,
        _ => false,
    };

    /// <summary>Applies the rules in order: the last one that matches and sets a value wins.</summary>
    public static EffectiveRule Of(GatePolicy policy, BenchmarkId benchmark, string metric)
    {
        var effective = new EffectiveRule(policy.Limits, policy.FailOn, policy.ExactTolerance, policy.Missing);
        foreach (var rule in policy.Rules)
        {
            if (!Applies(rule, benchmark, metric)) continue;
            effective = new EffectiveRule(
                new SeverityLimits(
                    rule.Minor ?? effective.Limits.Minor,
                    rule.Major ?? effective.Limits.Major,
                    rule.Critical ?? effective.Limits.Critical),
                rule.FailOn ?? effective.FailOn,
                rule.Tolerance ?? effective.Tolerance,
                rule.Missing ?? effective.Missing);
        }

        return effective;
    }

    public static bool Applies(PolicyRule rule, BenchmarkId benchmark, string metric) =>
        (rule.Metric is null || string.Equals(rule.Metric, metric, StringComparison.Ordinal))
        && BenchmarkPattern.Matches(rule.Pattern, benchmark);
}
