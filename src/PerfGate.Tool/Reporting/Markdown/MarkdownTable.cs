using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Reporting;

/// <summary>
/// Rows of a report as a table. It is read on phones: few columns, and names that may break where a reader would break them.
/// </summary>
internal static class MarkdownTable
{
    private const char NoBreak = '\u00A0';

    /// <param name="rows">What to show, in order.</param>
    /// <param name="limit">Most rows; the rest is counted.</param>
    /// <param name="severity">Whether the rows name their severity.</param>
    public static string Write(IReadOnlyList<Row> rows, int limit, bool severity = false)
    {
        var lines = new List<string> { "| Benchmark | Base → current, change [95 % interval] |", "|:--|:--|" };
        lines.AddRange(rows.Take(limit).Select(row => $"| {Name(row)} | {Values(row)}{Certainty(row, severity)} |"));
        return $"\n{string.Join('\n', lines)}\n{More(rows.Count, limit)}";
    }

    public static string More(int count, int limit) => count > limit ? Wording.Invariant($"\n… and {count - limit:N0} more.\n") : "";

    // Times need no word before them: their units say it.
    private static string Name(Row row)
    {
        var metric = string.Equals(row.Metric, Metric.Time.Name, StringComparison.Ordinal) ? "" : $" {MarkdownText.Prose(row.Metric)}";
        return MarkdownText.Code(row.Name, breaks: true) + metric;
    }

    // No number is torn from its unit or its sign.
    private static string Values(Row row)
    {
        var change = row.Fails && row.Change.Length > 0 ? $"**{row.Change}**" : row.Change;
        string[] parts = [MarkdownText.Prose(row.Values.Both) + (change.Length > 0 ? "," : ""), change, row.Interval];
        return string.Join(' ', parts.Where(part => part.Length > 0).Select(part => part.Replace(' ', NoBreak)));
    }

    private static string Certainty(Row row, bool severity)
    {
        string[] texts = [row.Reason, row.Accepted];
        var sentences = string.Join("; ", texts.Where(text => text.Length > 0).Select(MarkdownText.Prose));
        var mark = severity ? $"{(row.Fails ? "❌" + NoBreak : "")}**{Wording.Word(row.Outcome)}**" : "";
        var certainty = (mark.Length > 0 && sentences.Length > 0) ? $"{mark}: {sentences}" : mark + sentences;
        return certainty.Length > 0 ? "<br>" + certainty : "";
    }
}
