using System.Globalization;
using PerfGate.Analysis.Policy;

namespace PerfGate.Tool.Reporting;

/// <summary>
/// The report for spreadsheets: RFC 4180, one row a comparison. An empty cell is a number that is not known or not finite.
/// </summary>
internal static class CsvReport
{
    private const string Header =
        "suite,benchmark,job,runtime,metric,unit,better,outcome,fails,baseline_median,baseline_mean,baseline_n,baseline_launches," +
        "current_median,current_mean,current_n,current_launches," +
        "ratio,ratio_low,ratio_high,p_value,detection_limit,accepted_until,reason,warnings";

    public static void Write(Report report, TextWriter writer)
    {
        writer.Write(Header + "\r\n");
        foreach (var finding in report.Result.Findings) writer.Write(string.Join(',', Cells(finding)) + "\r\n");
    }

    private static string[] Cells(Finding finding)
    {
        var comparison = finding.Comparison;
        var (baseline, current, estimate) = (comparison.Baseline, comparison.Current, comparison.Estimate);
        return
        [
            Text(comparison.Suite),
            Text(comparison.Benchmark.FullName),
            Text(comparison.Benchmark.Job),
            Text(comparison.Benchmark.Runtime),
            Text(comparison.Metric.Name),
            Text(comparison.Metric.Unit),
            Wording.Word(comparison.Metric.Better),
            Wording.Word(finding.Outcome),
            finding.Failure == FailureCause.None ? "false" : "true",
            Number(baseline?.Median),
            Number(baseline?.Mean),
            Number(baseline?.Count),
            Number(baseline?.Launches),
            Number(current?.Median),
            Number(current?.Mean),
            Number(current?.Count),
            Number(current?.Launches),
            Number(estimate?.Ratio),
            Number(estimate?.RatioLow),
            Number(estimate?.RatioHigh),
            Number(estimate?.PValue),
            Number(estimate?.DetectionLimit),
            finding.Accepted is { } accepted ? Wording.Invariant($"{accepted.Until:yyyy-MM-dd}") : "",
            Text(comparison.Reason ?? ""),
            Text(string.Join("; ", comparison.Warnings)),
        ];
    }

    private static string Number(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Text(string text)
    {
        // Spreadsheets take a cell that begins like this for a formula, which a benchmark's name must not be.
        var visible = string.Concat(text.Where(character => !char.IsControl(character) || character is '\t' or '\r' or '\n'));
        var cell = visible.Length > 0 && "=+-@\t\r\n".Contains(visible[0], StringComparison.Ordinal) ? "'" + visible : visible;
        return cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
