using System.IO.Enumeration;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Results;

/// <summary>One JSON file that a path led to.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsNamed">Whether the user named the file itself, not a folder or pattern that it lies in.</param>
internal sealed record ResultPath(string Path, bool IsNamed);

/// <summary>Finds the files behind paths: a file, a folder with all below it, or a pattern such as <c>shards/**</c>.</summary>
internal static class ResultPaths
{
    // Links are not followed: they can lead in circles.
    private static readonly EnumerationOptions Recursive = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <exception cref="PerfGateException">There is nothing at the path, or nothing that could be results.</exception>
    public static IReadOnlyList<ResultPath> Expand(string path)
    {
        if (File.Exists(path)) return [new ResultPath(path, IsNamed: true)];
        if (Directory.Exists(path)) return NotEmpty(path, JsonBelow(path));
        if (path.IndexOfAny(['*', '?']) is var wildcard and >= 0)
        {
            var root = Path.GetDirectoryName(path[..wildcard] + "x");
            root = string.IsNullOrEmpty(root) ? "." : root;
            if (Directory.Exists(root)) return NotEmpty(path, JsonBelow(root).Where(file => Matches(path, file)));
        }

        throw new PerfGateException(ErrorCode.ResultsNotFound, path, "There is no such file or folder.",
            "Check the path; it is relative to the working directory.");
    }

    private static IEnumerable<string> JsonBelow(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*.json", Recursive).Order(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(ErrorCode.ResultsNotReadable, folder, $"The folder cannot be searched: {exception.Message}",
                "Check the permissions of the folder and of those in it.", exception);
        }
    }

    private static ResultPath[] NotEmpty(string path, IEnumerable<string> files)
    {
        ResultPath[] found = [.. files.Select(file => new ResultPath(file, IsNamed: false))];
        return found.Length > 0
            ? found
            : throw new PerfGateException(ErrorCode.NoResults, path,
                "There is no JSON file here; exports of BenchmarkDotNet or PerfGate's result sets were expected.",
                "Run the benchmarks with a JSON exporter (--exporters fulljson), or pass the folder that holds their results.");
    }

    /// <summary>Whether the pattern names the file or a folder above it.</summary>
    private static bool Matches(string pattern, string file) => Matches(Segments(pattern), Segments(file));

    private static ReadOnlySpan<string> Segments(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(segment => segment != ".").ToArray();

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty) return true;
        if (pattern[0] == "**") return Matches(pattern[1..], path) || (!path.IsEmpty && Matches(pattern, path[1..]));
        return !path.IsEmpty &&
            FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: OperatingSystem.IsWindows()) &&
            Matches(pattern[1..], path[1..]);
    }
}
