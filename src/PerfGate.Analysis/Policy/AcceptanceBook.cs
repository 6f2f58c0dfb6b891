using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Comparison;

namespace PerfGate.Analysis.Policy;

/// <summary>The accepted regressions of one judgement, which remembers the ones that were needed, and the ones that were not.</summary>
internal sealed class AcceptanceBook(ImmutableArray<AcceptedRegression> entries, DateOnly today)
{
    private readonly HashSet<AcceptedRegression> _needed = [];
    private readonly HashSet<AcceptedRegression> _answered = [];

    /// <summary>
    /// The entry that covers a regression, or null; null as well for what is none. Entries that match but have expired, or that it exceeds,
    /// do not cover it.
    /// </summary>
    public AcceptedRegression? Find(MetricComparison comparison, Severity severity)
    {
        AcceptedRegression? covering = null;
        foreach (var entry in entries)
        {
            if (!string.Equals(entry.Metric, comparison.Metric.Name, StringComparison.Ordinal)
                || !BenchmarkPattern.Matches(entry.Pattern, comparison.Benchmark))
            {
                continue;
            }

            if (comparison is { Status: ComparisonStatus.Compared, Evidence: not Evidence.Undecided }) _answered.Add(entry);
            if (severity == Severity.None) continue;
            _needed.Add(entry);
            if (entry.Until >= today
                && comparison.Estimate is { } estimate
                && Math.Exp(estimate.Worsening) - 1 <= entry.UpTo + SeverityLimits.Rounding)
            {
                covering ??= entry;
            }
        }

        return covering;
    }

    /// <summary>
    /// Entries that should be removed or renewed. Of one whose benchmark was not measured this time, or whose question stayed open, nothing
    /// is known.
    /// </summary>
    public IEnumerable<string> Warnings()
    {
        foreach (var entry in entries)
        {
            var name = $"The accepted regression of '{entry.Pattern}' ({entry.Metric})";
            if (entry.Until < today)
            {
                var expiry = entry.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                yield return $"{name} expired on {expiry}: remove it, or renew it with a reason.";
            }
            else if (_answered.Contains(entry) && !_needed.Contains(entry))
            {
                yield return $"{name} was not needed: no such regression was found. Remove it.";
            }
        }
    }
}
