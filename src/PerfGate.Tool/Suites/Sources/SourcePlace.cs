namespace PerfGate.Tool.Suites.Sources;

/// <summary>A place in the sources.</summary>
/// <param name="File">Path relative to the repository's top, with slashes.</param>
/// <param name="Line">Line from 1.</param>
internal sealed record SourcePlace(string File, int Line);
