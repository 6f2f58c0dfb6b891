using System.Globalization;
using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class CsvReportTests
{
    [Fact]
    public void A_small_report_is_as_expected() => Sample.Text(ReportFormat.Csv, Sample.Small).ShouldBeAsExpected("small.csv");

    [Fact]
    public void Every_comparison_is_a_row_of_all_columns()
    {
        var report = Sample.Large(5000);
        var rows = Parse(Sample.Text(ReportFormat.Csv, report));
        rows.Count.ShouldBe(5001);
        rows.ShouldAllBe(row => row.Length == rows[0].Length);
        var ratio = Array.IndexOf(rows[0], "ratio");
        foreach (var (finding, row) in report.Result.Findings.Zip(rows.Skip(1)))
        {
            if (finding.Comparison.Estimate is { } estimate)
            {
                double.Parse(row[ratio], CultureInfo.InvariantCulture).ShouldBe(estimate.Ratio);
            }
            else
            {
                row[ratio].ShouldBe("");
            }
        }
    }

    [Fact]
    public void Hostile_names_stay_one_cell_and_no_formula()
    {
        foreach (var text in HostileText.All)
        {
            var finding = Sample.Finding(Outcome.Major, Sample.Id("", text, "M"), Metric.Time, 100, 130, 0.02, text);
            var rows = Parse(Sample.Text(ReportFormat.Csv, Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding])));
            rows.Count.ShouldBe(2);
            rows[1].Length.ShouldBe(rows[0].Length);
            var name = rows[1][1];
            (name.Length > 0 && "=+-@\t\r\n".Contains(name[0], StringComparison.Ordinal)).ShouldBeFalse(name);
            name.TrimStart('\'').ShouldBe(Visible(text + ".M"));
        }
    }

    [Fact]
    public void Numbers_may_be_negative_and_what_is_not_finite_is_empty()
    {
        var finding = Sample.Finding(Outcome.Major, Sample.Id("", "T", "M"), Metric.Time, -100, double.NaN, 0);
        var rows = Parse(Sample.Text(ReportFormat.Csv, Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding])));
        rows[1][Array.IndexOf(rows[0], "baseline_median")].ShouldBe("-100");
        rows[1][Array.IndexOf(rows[0], "current_median")].ShouldBe("");
        rows[1][Array.IndexOf(rows[0], "ratio")].ShouldBe("");
    }

    private static string Visible(string text) => string.Concat(text.Where(character =>
        !char.IsControl(character) || "\t\r\n".Contains(character, StringComparison.Ordinal)));

    /// <summary>RFC 4180, strictly: a quote only opens at a cell's start, and lines end in CR LF.</summary>
    private static List<string[]> Parse(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var position = 0;
        while (position < text.Length)
        {
            row.Add(text[position] == '"' ? Quoted(text, ref position) : Bare(text, ref position));
            if (text[position] == ',')
            {
                position++;
                if (text[position] is '\r') row.Add("");
                else continue;
            }

            text.Substring(position, 2).ShouldBe("\r\n");
            position += 2;
            rows.Add([.. row]);
            row.Clear();
        }

        row.ShouldBeEmpty();
        return rows;
    }

    private static string Bare(string text, ref int position)
    {
        var start = position;
        while (text[position] is not (',' or '\r' or '\n')) text[position++].ShouldNotBe('"');
        return text[start..position];
    }

    private static string Quoted(string text, ref int position)
    {
        var cell = new StringBuilder();
        for (position++; text[position] != '"' || text[position + 1] == '"'; position++)
        {
            if (text[position] == '"') position++;
            cell.Append(text[position]);
        }

        position++;
        return cell.ToString();
    }
}
