using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Comparison;

namespace PerfGate.Analysis.Policy;

/// <summary>The accepted regressions of one judgement, which remembers the ones that were needed.</summary>
internal sealed class AcceptanceBook(ImmutableArray<AcceptedRegression> entries, DateOnly today)
{
    private readonly HashSet<AcceptedRegression> _used = [];

    /// <summary>
    /// The entry that covers a regression, or null. Entries that match but have expired, or that it exceeds, do not cover it.
    /// </summary>
    public AcceptedRegression? Find(MetricComparison regression)
    {
        AcceptedRegression? covering = null;
        foreach (var entry in entries)
        {
            if (!string.Equals(entry.Metric, regression.Metric.Name, StringComparison.Ordinal)
                || !BenchmarkPattern.Matches(entry.Pattern, regression.Benchmark))
            {
                continue;
            }

            _used.Add(entry);
            if (entry.Until >= today
                && regression.Estimate is { } estimate
                && Math.Exp(estimate.Worsening) - 1 <= entry.UpTo + SeverityLimits.Rounding)
            {
                covering ??= entry;
            }
        }

        return covering;
    }

    /// <summary>Entries that should be removed or renewed.</summary>
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
            else if (!_used.Contains(entry))
            {
                yield return $"{name} was not needed: no such regression was found. Remove it.";
            }
        }
    }
}
