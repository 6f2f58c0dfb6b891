using System.Globalization;

namespace PerfGate.Tool.Reporting;

/// <summary>Workflow commands: lines by which a step speaks to GitHub Actions.</summary>
internal static class WorkflowCommands
{
    /// <summary>Writes annotations, a line each.</summary>
    public static void Write(IEnumerable<Annotation> annotations, TextWriter writer)
    {
        foreach (var annotation in annotations) writer.WriteLine(Text(annotation));
    }

    public static string Text(Annotation annotation)
    {
        var properties = new List<string>(3);
        if (annotation.File is { } file) properties.Add($"file={Property(file)}");
        if (annotation is { File: not null, Line: { } line }) properties.Add("line=" + line.ToString(CultureInfo.InvariantCulture));
        properties.Add($"title={Property(annotation.Title)}");
        return $"::{Wording.Word(annotation.Level)} {string.Join(',', properties)}::{Data(annotation.Message)}";
    }

    /// <summary>
    /// Until <see cref="Resume"/> with the same token the runner takes no line for a command: other people's output goes between.
    /// </summary>
    /// <param name="token">A random text that such output cannot know.</param>
    public static string Stop(string token) => $"::stop-commands::{token}";

    public static string Resume(string token) => $"::{token}::";

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
