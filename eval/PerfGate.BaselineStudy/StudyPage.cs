using System.Globalization;
using System.Text;

namespace PerfGate.BaselineStudy;

/// <summary>A page of figures. Each command owns the section that begins with its title and leaves the others.</summary>
internal sealed class StudyPage(string path)
{
    public void Write(string title, string text)
    {
        var section = $"## {title}\n\n{text.Trim()}\n";
        Console.WriteLine(section);
        if (path.Length == 0) return;
        var sections = File.Exists(path) ? File.ReadAllText(path).Split("\n## ") : ["# Baselines, measured\n"];
        var kept = sections.Skip(1)
            .Where(other => !other.StartsWith(title + "\n", StringComparison.Ordinal))
            .Select(other => "## " + other.Trim() + "\n");
        File.WriteAllText(path, string.Join('\n', new[] { sections[0].Trim() + "\n" }.Concat(kept).Append(section)));
    }

    public static string Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder()
            .Append("| ")
            .AppendJoin(" | ", header)
            .Append(" |\n|")
            .Append(string.Concat(header.Select(_ => " --- |")))
            .Append('\n');
        foreach (var row in rows) text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
