using System.Xml;
using System.Xml.Linq;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Suites;

/// <summary>Finds benchmark projects: those that reference BenchmarkDotNet themselves.</summary>
internal static class SuiteDiscovery
{
    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "artifacts", "node_modules" };

    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>The projects to measure: those of <see cref="Locate"/>, of which no two may have one file name.</summary>
    /// <exception cref="PerfGateException">They have, or cannot be located.</exception>
    public static IReadOnlyList<SuiteProject> Resolve(IReadOnlyList<string> named, string folder) => ToldApart(Locate(named, folder));

    /// <summary>
    /// The named projects, each a project file or a folder that holds one; without names, the only one that can be found.
    /// </summary>
    /// <exception cref="PerfGateException">
    /// A named project is not there, none was found, or several were found and none was named.
    /// </exception>
    public static IReadOnlyList<SuiteProject> Locate(IReadOnlyList<string> named, string folder)
    {
        if (named.Count > 0) return [.. named.SelectMany(Named).DistinctBy(project => project.Path, StringComparer.Ordinal)];
        var found = Find(folder);
        return found.Count switch
        {
            1 => found,
            0 => throw new PerfGateException(
                ErrorCode.NoProjectFound,
                folder,
                "no project here references BenchmarkDotNet",
                "Name the benchmark project with --project, or list it under \"projects\" in perfgate.json."),
            _ => throw new PerfGateException(
                ErrorCode.SeveralProjectsFound,
                folder,
                $"{found.Count} projects reference BenchmarkDotNet:\n"
                    + string.Join('\n', found.Select(project => "  " + Path.GetRelativePath(folder, project.Path))),
                "Name one or more of them with --project, or list them under \"projects\" in perfgate.json."),
        };
    }

    /// <summary>All projects below a folder that reference BenchmarkDotNet, in order of their path.</summary>
    public static IReadOnlyList<SuiteProject> Find(string folder) =>
        [.. FilesBelow(folder, IsProject).Where(ReferencesBenchmarkDotNet).Order(StringComparer.Ordinal)
            .Select(path => new SuiteProject(path))];

    // Results, logs and hosts bear a project's file name. Not every file system tells letters from capitals.
    private static IReadOnlyList<SuiteProject> ToldApart(IReadOnlyList<SuiteProject> projects)
    {
        var same = projects.GroupBy(project => project.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (same is null) return projects;
        var (first, second) = (same.First(), same.ElementAt(1));
        throw new PerfGateException(
            ErrorCode.InvalidArguments,
            second.Path,
            $"{first.Path} has the same file name, by which the results of suites are told apart",
            "Measure them in two commands, each with one --project, or give one of them another file name.");
    }

    private static IEnumerable<SuiteProject> Named(string path)
    {
        if (File.Exists(path)) return [new SuiteProject(path)];
        if (!Directory.Exists(path))
        {
            throw new PerfGateException(
                ErrorCode.ProjectNotFound,
                path,
                "there is no such project file or folder",
                "Check the path; it is relative to the folder that the command runs in, or to perfgate.json.");
        }

        var inside = Directory.EnumerateFiles(path).Where(IsProject).Order(StringComparer.Ordinal).ToList();
        return inside.Count > 0 ? inside.Select(file => new SuiteProject(file)) : Locate([], path);
    }

    /// <summary>Files of a kind in a folder and below it; not in what is hidden, linked, or comes from a build.</summary>
    public static IEnumerable<string> FilesBelow(string folder, Func<string, bool> isWanted)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", Readable).Where(isWanted)) yield return file;
        foreach (var child in Directory.EnumerateDirectories(folder, "*", Readable))
        {
            var name = Path.GetFileName(child);
            if (name.StartsWith('.') || Skipped.Contains(name) || new DirectoryInfo(child).LinkTarget is not null) continue;
            foreach (var file in FilesBelow(child, isWanted)) yield return file;
        }
    }

    private static bool IsProject(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool ReferencesBenchmarkDotNet(string path)
    {
        try
        {
            return XDocument.Load(path).Descendants()
                .Any(element => element.Name.LocalName == "PackageReference" && IsBenchmarkDotNet((string?)element.Attribute("Include")));
        }
        catch (Exception problem) when (problem is XmlException or IOException or UnauthorizedAccessException)
        {
            // A project that cannot be read is no candidate; its own build will say what is wrong with it.
            return false;
        }
    }

    // The annotations alone are for libraries that only carry attributes.
    private static bool IsBenchmarkDotNet(string? package) =>
        string.Equals(package, "BenchmarkDotNet", StringComparison.OrdinalIgnoreCase)
        || (package?.StartsWith("BenchmarkDotNet.Diagnostics.", StringComparison.OrdinalIgnoreCase) ?? false);
}
