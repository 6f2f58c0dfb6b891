namespace PerfGate.Tool.Suites;

/// <summary>A benchmark project in the sources.</summary>
/// <param name="Path">Absolute path of the project file.</param>
internal sealed record SuiteProject(string Path)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}
