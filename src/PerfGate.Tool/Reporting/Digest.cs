using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>Rows under one heading.</summary>
internal sealed record Section(string Title, IReadOnlyList<Row> Rows);

/// <summary>Benchmarks without a comparison, under one heading.</summary>
internal sealed record Roll(string Title, IReadOnlyList<Listed> Benchmarks);

/// <summary>A benchmark without a comparison: why, or what it measured alone.</summary>
internal sealed record Listed(string Name, bool Fails, string Text);

/// <summary>What people read of a report, sorted and named; the console and markdown lay it out.</summary>
internal sealed class Digest
{
    private static readonly Comparer<Finding> Gravity = Comparer<Finding>.Create(static (x, y) =>
    {
        var order = (x.Failure == FailureCause.None).CompareTo(y.Failure == FailureCause.None);
        if (order == 0) order = Rank(x.Outcome).CompareTo(Rank(y.Outcome));
        return order == 0 ? Size(y).CompareTo(Size(x)) : order;
    });

    private readonly GateResult _result;

    public Digest(Report report)
    {
        _result = report.Result;
        Regressions = Section("Regressions", finding => finding.Outcome is Outcome.Critical or Outcome.Major or Outcome.Minor);
        Improvements = Section("Improvements", finding => finding.Outcome == Outcome.Improved);
        Inconclusive = Section("Inconclusive", finding => finding.Outcome == Outcome.Inconclusive);
        UnchangedCount = _result.Count(Outcome.Unchanged);
        Allocations = Section("Allocations", IsChangedAllocation);
        Roll[] rolls = [Roll(Outcome.Failed), Roll(Outcome.Ambiguous), Roll(Outcome.Removed), Roll(Outcome.Added)];
        Rolls = Array.FindAll(rolls, roll => roll.Benchmarks.Count > 0);
        Warnings = [.. _result.Warnings.Select(SafeText.Sentence), .. DataWarnings()];
    }

    public Section Regressions { get; }

    public Section Improvements { get; }

    public Section Inconclusive { get; }

    public int UnchangedCount { get; }

    // Of most reports it is nearly all of the findings, and few readers ask for it.
    public Section Unchanged => field ??= Section("Unchanged", finding => finding.Outcome == Outcome.Unchanged);

    /// <summary>Allocated bytes wherever they changed, also where nothing follows from it.</summary>
    public Section Allocations { get; }

    /// <summary>What failed, is ambiguous, was removed or added; only what there is.</summary>
    public IReadOnlyList<Roll> Rolls { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What the measurement could have seen; null when no comparison knows it.</summary>
    public string? DetectionLimit
    {
        get
        {
            if (_result.DetectionLimits is not { } limits) return null;
            var comparisons = Phrase.Count(limits.Comparisons, "comparison");
            return $"detection limit: +{Change.Percent(limits.Median)} (found with 90 % power; median of {comparisons})";
        }
    }

    /// <summary>How the two environments relate; null when there is nothing to say.</summary>
    public string? Environment
    {
        get
        {
            var differences = string.Join("; ", _result.Environment.Differences.Select(SafeText.Sentence));
            return (_result.Environment.Comparable, differences.Length) switch
            {
                (true, 0) => null,
                (true, _) => $"environments differ in details: {differences}",
                (false, 0) => "environments differ: times are not comparable",
                (false, _) => $"environments differ, times are not comparable: {differences}",
            };
        }
    }

    /// <summary>
    /// What fails the gate first: a table may be cut. Then what got worse or could not be compared, then by the size of the change. Ties keep
    /// their order.
    /// </summary>
    public static IEnumerable<Finding> WorstFirst(IEnumerable<Finding> findings) => findings.Order(Gravity);

    private Labels Labels => field ??= new Labels(_result.Findings.Select(finding => finding.Comparison));

    private Section Section(string title, Func<Finding, bool> belongs) => new(
        title, [.. WorstFirst(_result.Findings.Where(belongs)).Select(finding => new Row(finding, Labels[finding.Comparison]))]);

    private static int Rank(Outcome outcome) => outcome switch
    {
        Outcome.Critical => 0,
        Outcome.Major => 1,
        Outcome.Minor => 2,
        Outcome.Failed => 3,
        Outcome.Ambiguous => 4,
        Outcome.Removed => 5,
        Outcome.Inconclusive => 6,
        Outcome.Improved => 7,
        Outcome.Added => 8,
        _ => 9,
    };

    private static bool IsChangedAllocation(Finding finding) =>
        string.Equals(finding.Comparison.Metric.Name, Metric.Allocated.Name, StringComparison.Ordinal)
        && finding.Comparison is { Baseline: { } before, Current: { } after }
        && !before.Median.Equals(after.Median);

    private static double Size(Finding finding) => finding.Outcome switch
    {
        Outcome.Unchanged => 0,
        Outcome.Improved => -(finding.Comparison.Estimate?.Worsening ?? double.NaN),
        _ => finding.Comparison.Estimate?.Worsening ?? double.NaN,
    };

    private Roll Roll(Outcome outcome)
    {
        Listed[] benchmarks =
        [
            .. _result.Findings
                .Where(finding => finding.Outcome == outcome)
                .GroupBy(finding => Labels[finding.Comparison], StringComparer.Ordinal)
                .Select(group => new Listed(group.Key, group.Any(finding => finding.Failure != FailureCause.None), Text(group))),
        ];
        return new Roll(
            outcome.ToString(),
            [.. benchmarks.Where(benchmark => benchmark.Fails), .. benchmarks.Where(benchmark => !benchmark.Fails)]);
    }

    private static string Text(IEnumerable<Finding> findings)
    {
        var texts = findings.Select(finding => finding.Comparison).Select(comparison =>
            (comparison.Current ?? comparison.Baseline) is { } side
            && comparison.Status is ComparisonStatus.Added or ComparisonStatus.Removed
                ? $"{comparison.Metric.Name} {Quantity.Text(side.Median, comparison.Metric.Unit)}"
                : comparison.Reason ?? "");
        return SafeText.Sentence(string.Join(", ", texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)));
    }

    private IEnumerable<string> DataWarnings() => _result.Findings
        .Where(finding => !finding.Comparison.Warnings.IsEmpty)
        .SelectMany(
            finding => finding.Comparison.Warnings,
            (finding, warning) => new DataWarning(Labels[finding.Comparison], SafeText.Sentence(warning)))
        .Distinct()
        .GroupBy(warning => warning.Text, warning => warning.Benchmark, StringComparer.Ordinal)
        .Select(group => group.Count() == 1
            ? $"{group.First()}: {group.Key}"
            : Wording.Invariant($"{group.Key} ({group.Count():N0} benchmarks, for example {group.First()})"));

    private sealed record DataWarning(string Benchmark, string Text);
}
