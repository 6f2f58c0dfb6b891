using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Policy;

/// <summary>
/// Turns comparisons into severities and one verdict. All thresholds, rules and acceptances are applied here and nowhere else.
/// </summary>
public static class Gate
{
    /// <summary>
    /// Compares two result sets that were measured apart and judges them: <see cref="SelectMetrics"/>,
    /// <see cref="Comparer.Compare(ResultSet, ResultSet, ComparisonOptions)"/> with the limits of the policy, and
    /// <see cref="Judge(ComparisonResult, GatePolicy, DateOnly, bool)"/>.
    /// </summary>
    /// <param name="baseline">What was measured of the version to compare with.</param>
    /// <param name="current">What was measured of the version to judge.</param>
    /// <param name="policy">When the gate fails.</param>
    /// <param name="today">Date that decides which acceptances have expired.</param>
    /// <returns>The verdict with one finding a benchmark and metric. Data that do not decide are inconclusive, never a pass.</returns>
    /// <exception cref="ArgumentNullException">A result set or the policy is null.</exception>
    public static GateResult Judge(ResultSet baseline, ResultSet current, GatePolicy policy, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(policy);
        return Judge(Comparer.Compare(SelectMetrics(policy, baseline), SelectMetrics(policy, current), OptionsFor(policy)), policy, today);
    }

    /// <summary>The options of a comparison that serves a policy: its limits and tolerances.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="design">How the launches of the two sides relate.</param>
    /// <returns>Options whose smallest worsening, boundaries and tolerances follow the policy's rules; all else is as by default.</returns>
    /// <exception cref="ArgumentNullException">The policy is null.</exception>
    public static ComparisonOptions OptionsFor(GatePolicy policy, LaunchDesign design = LaunchDesign.Independent)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var rules = new RuleBook(policy);
        return new ComparisonOptions
        {
            Design = design,
            SmallestWorsening = (benchmark, metric) => rules.Of(benchmark, metric.Name).Limits.Lowest,
            Boundaries = (benchmark, metric) =>
            {
                var limits = rules.Of(benchmark, metric.Name).Limits;
                return [limits.Minor, limits.Major, limits.Critical];
            },
            ExactTolerance = (benchmark, metric) => rules.Of(benchmark, metric.Name).Tolerance,
        };
    }

    /// <summary>The result set without the metrics that the policy leaves alone.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="results">Results with any metrics.</param>
    /// <returns>The same benchmarks, each with those of its metrics that <see cref="GatePolicy.Metrics"/> names.</returns>
    /// <exception cref="ArgumentNullException">The policy or the result set is null.</exception>
    public static ResultSet SelectMetrics(GatePolicy policy, ResultSet results)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(results);
        // One delegate for all benchmarks.
        Func<MetricSamples, bool> isSelected = samples =>
        {
            foreach (var name in policy.Metrics)
            {
                if (string.Equals(name, samples.Metric.Name, StringComparison.Ordinal)) return true;
            }

            return false;
        };
        return results with
        {
            Benchmarks = [.. results.Benchmarks.Select(benchmark => benchmark.Metrics.All(isSelected)
                ? benchmark
                : benchmark with { Metrics = [.. benchmark.Metrics.Where(isSelected)] })],
        };
    }

    /// <summary>Judges a comparison.</summary>
    /// <param name="comparison">What was compared.</param>
    /// <param name="policy">When the gate fails.</param>
    /// <param name="today">Date that decides which acceptances have expired.</param>
    /// <param name="incomplete">Whether something that belongs to the comparison could not be measured at all; the gate then fails.</param>
    /// <returns>The verdict with one finding a comparison, in the comparison's order. Nothing compared is never a pass.</returns>
    /// <exception cref="ArgumentNullException">The comparison or the policy is null.</exception>
    /// <remarks>
    /// Severity is <see cref="SeverityLimits.Grade"/> of the number that <see cref="GatePolicy.Basis"/> chooses. Only evidence of
    /// "worse" is graded.
    /// </remarks>
    public static GateResult Judge(ComparisonResult comparison, GatePolicy policy, DateOnly today, bool incomplete = false)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(policy);
        var rules = new RuleBook(policy);
        var accepted = new AcceptanceBook(policy.Accepted, today);
        var entries = new Lazy<ILookup<BenchmarkKey, MetricComparison>>(() => comparison.Comparisons.ToLookup(static item => item.Key));
        var found = new Finding[comparison.Comparisons.Length];
        TwoThreads.Do(found.Length, (from, to) =>
        {
            for (var i = from; i < to; i++) found[i] = Find(comparison.Comparisons[i], policy, rules, accepted, entries);
        });
        var findings = ImmutableCollectionsMarshal.AsImmutableArray(found);
        var failure = CauseOf(findings, incomplete);
        return new GateResult(
            VerdictOf(findings, failure, policy, rules),
            failure,
            policy.FailOn,
            comparison.Environment,
            findings,
            [.. PolicyWarnings.Of(findings, policy, rules), .. accepted.Warnings(findings)]);
    }

    private static Finding Find(
        MetricComparison comparison,
        GatePolicy policy,
        RuleBook rules,
        AcceptanceBook accepted,
        Lazy<ILookup<BenchmarkKey, MetricComparison>> entries)
    {
        var rule = rules.Of(comparison.Benchmark, comparison.Metric.Name);
        var severity = SeverityOf(comparison, rule.Limits, policy.Basis);
        var acceptance = accepted.Find(comparison, severity);
        var outcome = OutcomeOf(comparison, severity, rule.Limits);
        var failure = outcome switch
        {
            Outcome.Minor or Outcome.Major or Outcome.Critical when acceptance is null && rule.Fails(severity) => FailureCause.Regression,
            Outcome.Failed or Outcome.Removed or Outcome.Ambiguous
                when MissingRules(comparison, policy, rules, entries.Value).Any(static missing => missing is { IsGated: true, Missing: Reaction.Fail })
                => FailureCause.NotMeasured,
            Outcome.Inconclusive when rule.IsGated && policy.Inconclusive == Reaction.Fail => FailureCause.Inconclusive,
            _ => FailureCause.None,
        };
        return new Finding(comparison, outcome, rule.Limits, failure, acceptance);
    }

    /// <summary>
    /// What the policy says of something that was not measured. A benchmark that is gone or failed as a whole stands in the comparison once,
    /// under one metric, but none of those that are gated was measured.
    /// </summary>
    private static IEnumerable<EffectiveRule> MissingRules(
        MetricComparison comparison, GatePolicy policy, RuleBook rules, ILookup<BenchmarkKey, MetricComparison> entries) =>
        (entries[comparison.Key].Count() == 1 ? policy.Metrics.Add(comparison.Metric.Name) : [comparison.Metric.Name])
            .Select(metric => rules.Of(comparison.Benchmark, metric));

    private static Severity SeverityOf(MetricComparison comparison, SeverityLimits limits, SeverityBasis basis)
    {
        if (comparison is not { Evidence: Evidence.Worse, Estimate: { } estimate }) return Severity.None;
        return limits.Grade(Math.Exp(basis switch
        {
            SeverityBasis.Strict => estimate.WorseningAtMost,
            SeverityBasis.Certified => estimate.WorseningAtLeast,
            _ => estimate.Worsening,
        }) - 1);
    }

    private static Outcome OutcomeOf(MetricComparison comparison, Severity severity, SeverityLimits limits) => comparison.Status switch
    {
        ComparisonStatus.Added => Outcome.Added,
        ComparisonStatus.Removed => Outcome.Removed,
        ComparisonStatus.Failed => Outcome.Failed,
        ComparisonStatus.Ambiguous => Outcome.Ambiguous,
        _ => comparison.Evidence switch
        {
            Evidence.Undecided => Outcome.Inconclusive,
            Evidence.Worse => severity switch
            {
                Severity.Critical => Outcome.Critical,
                Severity.Major => Outcome.Major,
                Severity.Minor => Outcome.Minor,
                _ => Outcome.Unchanged,
            },
            // The mirror image of minor: what would be a minor regression if the sides were swapped.
            Evidence.Improved when comparison.Estimate is { } estimate
                && limits.Grade(Math.Exp(-estimate.Worsening) - 1) > Severity.None => Outcome.Improved,
            _ => Outcome.Unchanged,
        },
    };

    private static FailureCause CauseOf(ImmutableArray<Finding> findings, bool incomplete)
    {
        if (findings.Any(finding => finding.Failure == FailureCause.Regression)) return FailureCause.Regression;
        if (incomplete || findings.Any(finding => finding.Failure == FailureCause.NotMeasured)) return FailureCause.NotMeasured;
        if (findings.Any(finding => finding.Failure == FailureCause.Inconclusive)) return FailureCause.Inconclusive;

        // A suite that is new has nothing to be compared with yet; anything else without a single comparison of two sides is a gate without
        // data: the base yielded nothing, or time ran out before anything was measured.
        var compared = findings.Any(finding =>
            finding.Comparison is { Status: ComparisonStatus.Compared, Baseline: not null, Current: not null });
        var isNew = !findings.IsEmpty && findings.All(finding => finding.Outcome == Outcome.Added);
        return compared || isNew ? FailureCause.None : FailureCause.NotMeasured;
    }

    private static Verdict VerdictOf(ImmutableArray<Finding> findings, FailureCause failure, GatePolicy policy, RuleBook rules)
    {
        if (failure is FailureCause.Regression or FailureCause.NotMeasured) return Verdict.Fail;
        var undecided = findings.Any(finding => finding.Outcome == Outcome.Inconclusive
            && rules.Of(finding.Comparison.Benchmark, finding.Comparison.Metric.Name).IsGated);
        var decided = findings.Any(finding =>
            finding.Comparison.Status == ComparisonStatus.Compared && finding.Outcome != Outcome.Inconclusive);
        return (undecided && policy.Inconclusive != Reaction.Ignore) || !decided ? Verdict.Inconclusive : Verdict.Pass;
    }
}
