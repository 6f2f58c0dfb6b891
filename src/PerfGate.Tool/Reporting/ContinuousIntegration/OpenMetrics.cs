using System.Globalization;

namespace PerfGate.Tool.Reporting;

/// <summary>Current medians as OpenMetrics text: GitLab's metrics report shows in a merge request how they changed.</summary>
internal static class OpenMetrics
{
    public static void Write(Report report, TextWriter writer)
    {
        writer.Write("# TYPE perfgate_benchmark gauge\n");
        writer.Write("# HELP perfgate_benchmark Median of a benchmark in the unit of its metric.\n");
        foreach (var value in MetricValues.Of(report))
        {
            (string Name, string Text)[] labels =
            [
                ("suite", value.Suite), ("benchmark", value.Benchmark), ("metric", value.Metric), ("unit", value.Unit),
            ];
            var pairs = labels.Where(label => label.Text.Length > 0).Select(label => $"{label.Name}=\"{Escaped(label.Text)}\"");
            writer.Write($"perfgate_benchmark{{{string.Join(',', pairs)}}} {value.Value.ToString("R", CultureInfo.InvariantCulture)}\n");
        }

        writer.Write("# EOF\n");
    }

    // GitLab takes what follows a number sign for a comment, also within a label, and the whole report is lost with the quotation mark that
    // it cuts off. Shortened parameters have one; the sign of full width reads the same.
    private static string Escaped(string text) => text
        .Replace('#', '＃')
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
