using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>
/// The report in the form of compilers: <c>file(line): error PG0002: text</c>. What fails the gate is an error, a regression that it lets
/// pass is a warning, and all else is a message. Each severity has a code of its own, so that it can be silenced or raised.
/// </summary>
internal static class MSBuildReport
{
    private const string Nowhere = "perfgate ";

    public static void Write(Report report, TextWriter writer)
    {
        var labels = new Labels(report.Result.Findings.Select(finding => finding.Comparison));
        foreach (var finding in Digest.WorstFirst(report.Result.Findings))
        {
            if (CodeOf(finding.Outcome) is not { } code) continue;
            Line(writer, Origin(report, finding), KindOf(finding), code, Text(new Row(finding, labels[finding.Comparison]), finding));
        }

        if (report.FailsAsAWhole) Line(writer, Nowhere, "error", ErrorCode.NothingToCompare, Wording.Headline(report));
        foreach (var warning in new Digest(report).Warnings) Line(writer, Nowhere, "message", null, warning);
        Line(writer, Nowhere, "message", null, $"PerfGate: {Wording.VerdictWord(report)} {Wording.Headline(report)}");
    }

    private static ErrorCode? CodeOf(Outcome outcome) => outcome switch
    {
        Outcome.Minor => ErrorCode.MinorRegression,
        Outcome.Major => ErrorCode.MajorRegression,
        Outcome.Critical => ErrorCode.CriticalRegression,
        Outcome.Failed or Outcome.Removed or Outcome.Ambiguous => ErrorCode.BenchmarkNotMeasured,
        Outcome.Inconclusive => ErrorCode.StayedInconclusive,
        _ => null,
    };

    // What is accepted was decided by the team; what is undecided or gone by permission is no warning either: it would come every time.
    private static string KindOf(Finding finding) => finding switch
    {
        { Failure: not FailureCause.None } => "error",
        { Outcome: Outcome.Minor or Outcome.Major or Outcome.Critical, Accepted: null } => "warning",
        _ => "message",
    };

    private static string Origin(Report report, Finding finding) =>
        report.Sources.Find(finding.Comparison.Suite, finding.Comparison.Benchmark) is { } place
            ? Wording.Invariant($"{place.File}({place.Line})") : Nowhere;

    private static string Text(Row row, Finding finding)
    {
        var what = finding.Outcome switch
        {
            Outcome.Minor or Outcome.Major or Outcome.Critical => $"{Wording.Word(finding.Outcome)} regression",
            Outcome.Removed => "the base has it and the current results do not",
            _ => Wording.Word(finding.Outcome),
        };
        var change = row.Change.Length > 0 ? $" {row.Change} {row.Interval}".TrimEnd() + $", {row.Values.Both}" : "";
        var text = $"{row.Name}: {what} of {row.Metric}{change}";
        if (finding.Outcome is Outcome.Removed or Outcome.Failed or Outcome.Ambiguous) text = $"{row.Name}: {what}";
        return string.Join("; ", new[] { text, row.Reason, row.Accepted }.Where(part => part.Length > 0));
    }

    private static void Line(TextWriter writer, string origin, string kind, ErrorCode? code, string text) =>
        writer.WriteLine(SafeText.Line($"{origin}: {kind}{(code is { } known ? " " + known.Text() : "")}: {text}"));
}
