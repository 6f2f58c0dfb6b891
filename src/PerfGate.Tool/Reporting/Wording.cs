using System.Globalization;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>The verdict in one line, and what to do next.</summary>
internal static class Wording
{
    private static readonly Outcome[] Severities = [Outcome.Critical, Outcome.Major, Outcome.Minor];

    public static string VerdictWord(Report report) => report.Result.Verdict.ToString().ToUpperInvariant();

    public static string Headline(Report report)
    {
        var result = report.Result;
        var failed = result.Verdict == Verdict.Fail;
        var parts = new List<string?>
        {
            failed ? Regressions(result, FailureCause.Regression) : null,
            failed ? NotMeasured(result) : null,
            report.SuiteFailures.Length > 0 ? $"{Phrase.Count(report.SuiteFailures.Length, "suite")} failed" : null,
            failed ? Undecided(result, result.Findings.Count(finding => finding.Failure == FailureCause.Inconclusive)) : null,
        };
        if (!failed || parts.TrueForAll(part => part is null)) parts.Insert(0, Summary(result));
        return string.Join("; ", parts.Where(part => part is not null));
    }

    /// <summary>What to do next; null when there is nothing to do.</summary>
    public static string? Next(Report report) => (report.ExitCode, report.Result.Failure) switch
    {
        (ExitCode.BaselineOrPublishing, _) => "The verdict stands, but a baseline or a report was not stored: see the error.",
        (_, FailureCause.Regression) when report.Result.Findings.All(IsFromNothing) =>
            "Fix what regressed. What grew from nothing has no percentage to accept: only a rule in perfgate.json lets it pass.",
        (_, FailureCause.Regression) when report.Result.Findings.All(IsBeyondPercentages) =>
            "Fix what regressed. What fell to nothing or grew from it has no percentage to accept: only a rule in perfgate.json lets it "
                + "pass.",
        (_, FailureCause.Regression) => "Fix what regressed, or accept it for a while with 'dotnet perfgate accept'.",
        (_, FailureCause.NotMeasured) when report.Result.Findings.Any(IsGone) =>
            "Make it run and measure again. If it was removed on purpose, say so with a rule: '\"missing\": \"ignore\"'.",
        (_, FailureCause.NotMeasured) when report.SuiteFailures.IsEmpty && !report.Result.Findings.Any(IsNotMeasured) =>
            "See why nothing was measured; a budget has to last for the builds and for a launch pair of each benchmark.",
        (_, FailureCause.NotMeasured) => "Make it run and measure again.",
        (_, FailureCause.Inconclusive) => "Measure again with more launches or on a quieter machine.",
        _ when report.SuiteFailures.Length > 0 => "Make the suite run and measure again.",
        _ when !report.Result.Findings.IsEmpty && report.Result.Findings.All(finding => finding.Outcome == Outcome.Added) =>
            "Everything here is new: the next change is compared with it.",
        _ when report.Result.Verdict == Verdict.Inconclusive => "Measure again with more launches or on a quieter machine.",
        _ => null,
    };

    public static string Duration(TimeSpan duration) => TimeSpan.FromSeconds(Math.Max(0, Math.Round(duration.TotalSeconds))) switch
    {
        { TotalSeconds: < 60 } whole => Invariant($"{whole.Seconds} s"),
        { TotalMinutes: < 60 } whole => Invariant($"{whole.Minutes} min {whole.Seconds} s"),
        var whole => Invariant($"{(int)whole.TotalHours:N0} h {whole.Minutes} min"),
    };

    public static string Title(string title, int count) => Invariant($"{title} ({count:N0})");

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Summary(GateResult result)
    {
        var compared = result.Findings.Count(finding => finding.Comparison.Status == ComparisonStatus.Compared);
        if (compared == 0 || result.Failure == FailureCause.NotMeasured) return "nothing was compared";
        var undecided = result.Count(Outcome.Inconclusive);
        var left = $"{Invariant($"{undecided:N0}")} of {Phrase.Count(compared, "comparison")} undecided";
        if (result.Verdict == Verdict.Inconclusive && undecided > 0) return $"{left}; no failing regression is proven";
        var found = Regressions(result, FailureCause.None) is { } tolerated
            ? $"{tolerated}, none of which fails"
            : $"no regression in {Phrase.Count(compared - undecided, "comparison")}";
        return undecided > 0 ? $"{found}; {left}" : found;
    }

    private static bool IsNotMeasured(Finding finding) => finding.Failure == FailureCause.NotMeasured;

    private static bool IsGone(Finding finding) => IsNotMeasured(finding) && finding.Outcome == Outcome.Removed;

    private static bool IsFromNothing(Finding finding) =>
        finding.Failure != FailureCause.Regression || (IsBeyondPercentages(finding) && finding.Comparison.Baseline is { Median: 0 });

    private static bool IsBeyondPercentages(Finding finding) =>
        finding.Failure != FailureCause.Regression || finding.Comparison.Estimate is { Worsening: double.PositiveInfinity };

    /// <summary>"1 critical, 2 major regressions (fail-on: major)"; null when there are none that fail, or pass, for that cause.</summary>
    private static string? Regressions(GateResult result, FailureCause cause)
    {
        var counts = new List<string>();
        var all = 0;
        var stricter = false;
        foreach (var severity in Severities)
        {
            var count = result.Findings.Count(finding => finding.Failure == cause && finding.Outcome == severity);
            if (count == 0) continue;
            counts.Add(Invariant($"{count:N0} {Word(severity)}"));
            all += count;
            // A rule may be stricter than the general limit; without these words the line would contradict itself.
            stricter |= cause != FailureCause.None && (int)severity - 1 < (int)result.FailOn;
        }

        if (counts.Count == 0) return null;
        var plural = all == 1 ? "" : "s";
        return $"{string.Join(", ", counts)} regression{plural} (fail-on: {Word(result.FailOn)}{(stricter ? ", stricter by rule" : "")})";
    }

    private static string? NotMeasured(GateResult result)
    {
        var count = result.Findings
            .Where(finding => finding.Failure == FailureCause.NotMeasured)
            .DistinctBy(finding => finding.Comparison.Key)
            .Count();
        return count == 0 ? null : $"{Phrase.Count(count, "benchmark")} not measured";
    }

    private static string? Undecided(GateResult result, int count) =>
        count == 0 ? null : Invariant($"{count:N0} of {Phrase.Count(result.Findings.Length, "comparison")} undecided");

    /// <summary>An enumeration's value as reports and options spell it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
