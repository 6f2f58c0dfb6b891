namespace PerfGate.Tool.Suites.Sources;

/// <summary>A type as it stands in a file, or one of its parts.</summary>
internal sealed record SourceType(string File, string Namespace, string Name, int Line, IReadOnlyList<string> Bases)
{
    /// <summary>Line of the first method of each name.</summary>
    public Dictionary<string, int> Methods { get; } = new(StringComparer.Ordinal);
}
