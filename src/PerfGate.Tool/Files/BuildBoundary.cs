namespace PerfGate.Tool.Files;

/// <summary>
/// Files that end the search of a build for what lies above it: MSBuild, the SDK and the compiler each take the nearest file of a name, and
/// above a temporary folder anybody may have put one. NuGet has no such end: it adds up all configurations up to the root.
/// </summary>
internal static class BuildBoundary
{
    private const string Response = "Directory.Build.rsp";
    private const string Sdk = "global.json";
    private const string Style = ".editorconfig";

    private static readonly string[] Projects = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>Writes them into a folder.</summary>
    /// <param name="folder">The folder, above all that is built.</param>
    /// <param name="like">
    /// Folder whose surroundings count instead of the written ones: what lies above it, however far, reaches the build as if it lay there.
    /// Null for nothing.
    /// </param>
    public static void Write(string folder, string? like = null)
    {
        foreach (var name in Projects)
        {
            var import = Above(like, name) is { } path ? $"<Import Project=\"{MSBuildText.Escape(path)}\" />" : "";
            Write(name, $"<Project>{import}</Project>\n");
        }

        Write(Response, Above(like, Response) is { } response ? $"@\"{response}\"\n" : "");
        Write(Sdk, Text(Above(like, Sdk)) ?? "{}\n");
        Write(Style, "root = true\n" + Text(Above(like, Style)));

        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
    }

    /// <summary>What lies above a folder and reaches its build, as a text that changes with it.</summary>
    public static string Above(string folder) => string.Join('\n', new[] { Response, Sdk, Style }.Concat(Projects)
        .Select(name => Above(folder, name))
        .OfType<string>()
        .Select(path => $"{path}\n{Text(path)}"));

    private static string? Above(string? folder, string name)
    {
        for (var at = folder is null ? null : new DirectoryInfo(folder).Parent; at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, name);
            if (File.Exists(path)) return path;
        }

        return null;
    }

    private static string? Text(string? path)
    {
        try
        {
            return path is null ? null : File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What builds below it cannot read it either, and says so.
            return null;
        }
    }
}
