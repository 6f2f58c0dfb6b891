namespace PerfGate.Tool.Configuration;

/// <summary>Shapes that a report can take.</summary>
internal enum ReportFormat
{
    Console,
    Markdown,
    Json,
    Csv,
    JUnit,
    MSBuild,
}
