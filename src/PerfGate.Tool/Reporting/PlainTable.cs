using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>Columns of text, as wide as their content: easy to read, and easy for a script to take apart.</summary>
internal static class PlainTable
{
    public static void Write(TextWriter writer, string[] header, IEnumerable<string[]> rows)
    {
        string[][] all = [header, .. rows];
        var widths = header.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            writer.WriteLine(SafeText.Inert(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
        }
    }
}
