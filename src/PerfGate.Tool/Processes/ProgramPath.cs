namespace PerfGate.Tool.Processes;

/// <summary>Finds programs, so that they are started by their full path.</summary>
internal static class ProgramPath
{
    /// <summary>
    /// A program's full path; null where no folder of the path has it. By its bare name, a file that lies in the current folder could be
    /// started, which a pull request can bring.
    /// </summary>
    /// <param name="name">The program, without the extension that Windows wants.</param>
    /// <param name="path">Folders as PATH lists them; what is not fully qualified is passed over.</param>
    public static string? Find(string name, string? path)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (path ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
