using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Comparison;

namespace PerfGate.Analysis.Policy;

/// <summary>The accepted regressions of one judgement.</summary>
internal sealed class AcceptanceBook(ImmutableArray<AcceptedRegression> entries, DateOnly today)
{
    /// <summary>
    /// The entry that covers a regression, or null; null as well for what is none. Entries that match but have expired, or that it exceeds,
    /// do not cover it.
    /// </summary>
    public AcceptedRegression? Find(MetricComparison comparison, Severity severity)
    {
        if (severity == Severity.None || comparison.Estimate is not { } estimate) return null;
        foreach (var entry in entries)
        {
            if (entry.Until >= today
                && Math.Exp(estimate.Worsening) - 1 <= entry.UpTo + SeverityLimits.Rounding
                && IsMeant(entry, comparison))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>
    /// Entries that should be removed or renewed. Of one whose benchmark was not measured this time, or whose question stayed open, nothing
    /// is known.
    /// </summary>
    public IEnumerable<string> Warnings(ImmutableArray<Finding> findings)
    {
        foreach (var entry in entries)
        {
            var name = $"The accepted regression of '{entry.Pattern}' ({entry.Metric})";
            if (entry.Until < today)
            {
                var expiry = entry.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                yield return $"{name} expired on {expiry}: remove it, or renew it with a reason.";
                continue;
            }

            var meant = findings.Where(finding => IsMeant(entry, finding.Comparison)).ToList();
            var isAnswered = meant.Exists(static finding =>
                finding.Comparison is { Status: ComparisonStatus.Compared, Evidence: not Evidence.Undecided });
            if (isAnswered && !meant.Exists(static finding => finding.Outcome is Outcome.Minor or Outcome.Major or Outcome.Critical))
                yield return $"{name} was not needed: no such regression was found. Remove it.";
        }
    }

    private static bool IsMeant(AcceptedRegression entry, MetricComparison comparison) =>
        string.Equals(entry.Metric, comparison.Metric.Name, StringComparison.Ordinal)
        && BenchmarkPattern.Matches(entry.Pattern, comparison.Benchmark);
}
