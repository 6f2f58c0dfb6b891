namespace PerfGate.MSBuild;

/// <summary>Paths as a project has them: from its folder on, and often with backslashes, wherever it is built.</summary>
internal static class ProjectPath
{
    /// <summary>The path as this system writes it.</summary>
    public static string Of(string path) => path.Replace('\\', Path.DirectorySeparatorChar);

    /// <summary>A path from the folder on; what can be no path is left as it is.</summary>
    public static string Absolute(string folder, string path)
    {
        try
        {
            return Path.GetFullPath(Path.Combine(folder, path));
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return path;
        }
    }

    /// <summary>The reports of a list, each <c>FORMAT=FILE</c>.</summary>
    public static IEnumerable<string> Reports(string? list) =>
        (list ?? "").Split(';').Select(report => Of(report.Trim())).Where(report => report.Length > 0);

    /// <summary>
    /// Whether a baseline is surely what lies at its path. As the tool reads it, one word is what is recorded, whatever lies here; a file
    /// is that file; and a folder is one where no branch is called the same, which none is that begins with a dot or at the root.
    /// </summary>
    public static bool IsMeant(string folder, string baseline)
    {
        if (string.Equals(baseline, "baseline", StringComparison.OrdinalIgnoreCase)) return false;
        var (path, full) = (Of(baseline), Absolute(folder, Of(baseline)));
        if (!Directory.Exists(full)) return File.Exists(full);
        return path.StartsWith(".", StringComparison.Ordinal) || Path.IsPathRooted(path);
    }
}
