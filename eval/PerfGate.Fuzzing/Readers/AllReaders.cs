using PerfGate.Fuzzing.Seeds;

namespace PerfGate.Fuzzing.Readers;

/// <summary>All readers by name.</summary>
internal static class AllReaders
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "export", "set", "folder", "record", "configuration", "event", "report", "archive", "kept", "values", "command", "case", "texts",
        "sources", "github",
    ];

    public static Reader Find(string name, Scratch scratch)
    {
        var files = new SeedFiles();
        return name switch
        {
            "export" => ResultReaders.Export(scratch, files),
            "set" => ResultReaders.Set(scratch),
            "folder" => ResultReaders.Folder(scratch, files),
            "record" => RecordReader.Create(),
            "configuration" => ConfigurationReaders.Create(scratch),
            "event" => EventReaders.Create(scratch),
            "report" => ReportReaders.Report(files),
            "archive" => ReportReaders.Archive(files),
            "kept" => KeptReader.Create(scratch),
            "values" => ValueReaders.Values(),
            "command" => ValueReaders.Command(scratch),
            "case" => TextReaders.Case(),
            "texts" => TextReaders.Texts(),
            "sources" => TextReaders.Sources(files),
            "github" => GitHubReader.Create(),
            _ => throw new ArgumentException($"'{name}' is no reader; there are {string.Join(", ", Names)}.", nameof(name)),
        };
    }
}
