using System.Globalization;

namespace PerfGate.Tool.Reporting;

/// <summary>Logging commands of Azure Pipelines: lines on standard output that become issues of the run and pages of its summary.</summary>
internal static class AzureCommands
{
    public static void Write(IEnumerable<Annotation> annotations, TextWriter writer)
    {
        foreach (var annotation in annotations) writer.WriteLine(Issue(annotation));
    }

    public static string Issue(Annotation annotation)
    {
        // There is no notice: what is none of the two kinds is a warning.
        var type = annotation.Level == AnnotationLevel.Error ? "error" : "warning";
        var place = annotation.File is { } file ? $"sourcepath={Property(file)};" : "";
        if (annotation is { File: not null, Line: { } line }) place += string.Create(CultureInfo.InvariantCulture, $"linenumber={line};");
        return $"##vso[task.logissue type={type};{place}]{Data($"{annotation.Title}: {annotation.Message}")}";
    }

    /// <summary>Shows a markdown file in the summary of the run.</summary>
    public static string Summary(string path) => $"##vso[task.uploadsummary]{Data(path)}";

    private static string Data(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("]", "%5D", StringComparison.Ordinal);
}
