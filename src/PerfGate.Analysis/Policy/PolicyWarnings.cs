using System.Collections.Immutable;

namespace PerfGate.Analysis.Policy;

/// <summary>What the policy finds doubtful about a comparison, as sentences.</summary>
internal static class PolicyWarnings
{
    private const int MostNames = 5;

    public static IEnumerable<string> Of(ImmutableArray<Finding> findings, GatePolicy policy, RuleBook rules) =>
        [.. UnmatchedRules(findings, policy), .. AbsentMetrics(findings, policy), .. Missing(findings, rules)];

    private static IEnumerable<string> UnmatchedRules(ImmutableArray<Finding> findings, GatePolicy policy) =>
        from rule in policy.Rules
        where !findings.Any(finding => RuleBook.Applies(rule, finding.Comparison.Benchmark, finding.Comparison.Metric.Name))
        select $"The rule for '{rule.Pattern}'{(rule.Metric is null ? "" : $" ({rule.Metric})")} matches no benchmark.";

    // A typing error would switch a gate off. The metrics by default need not be there: not every suite counts bytes.
    private static IEnumerable<string> AbsentMetrics(ImmutableArray<Finding> findings, GatePolicy policy)
    {
        string[] absent = [.. policy.Metrics.Where(name => !findings.Any(finding => finding.Comparison.Metric.Name == name))];
        if (absent.Length == 0 || findings.IsEmpty || policy.Metrics.ToHashSet(StringComparer.Ordinal).SetEquals(new GatePolicy().Metrics)) return [];
        return absent.Order(StringComparer.Ordinal)
            .Select(static name => $"The metric '{name}' is to be compared, and neither side has it.");
    }

    private static IEnumerable<string> Missing(ImmutableArray<Finding> findings, RuleBook rules)
    {
        string[] names =
        [
            .. findings
                .Where(finding => finding is
                    { Outcome: Outcome.Failed or Outcome.Removed or Outcome.Ambiguous, Failure: FailureCause.None }
                    && rules.Of(finding.Comparison.Benchmark, finding.Comparison.Metric.Name).Missing == Reaction.Warn)
                .Select(static finding => finding.Comparison.Benchmark.FullName)
                .Distinct(StringComparer.Ordinal),
        ];
        if (names.Length == 0) yield break;
        var rest = names.Length > MostNames ? FormattableString.Invariant($" and {names.Length - MostNames} more") : "";
        yield return $"Not measured, which the policy lets pass: {string.Join(", ", names.Take(MostNames))}{rest}.";
    }
}
