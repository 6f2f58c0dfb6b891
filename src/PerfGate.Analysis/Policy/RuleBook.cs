using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Policy;

/// <summary>The rules of a policy.</summary>
internal sealed class RuleBook(GatePolicy policy)
{
    private readonly EffectiveRule _general = new(policy.Limits, policy.FailOn, policy.ExactTolerance, policy.Missing);

    /// <summary>Applies the rules in order: the last one that matches and sets a value wins.</summary>
    public EffectiveRule Of(BenchmarkId benchmark, string metric)
    {
        var effective = _general;
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
