namespace PerfGate.Tool.Suites;

/// <summary>A benchmark project in the sources.</summary>
/// <param name="Path">Absolute path of the project file.</param>
internal sealed record SuiteProject(string Path)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}

/// <summary>A suite that could not be built or run, with what it said last.</summary>
/// <param name="Suite">Name of the project.</param>
/// <param name="Code">What happened.</param>
/// <param name="Text">What happened, in one sentence.</param>
/// <param name="LogTail">Last lines of its output.</param>
/// <param name="LogPath">File that holds all of its output.</param>
internal sealed record FailedSuite(string Suite, ErrorCode Code, string Text, IReadOnlyList<string> LogTail, string LogPath);
