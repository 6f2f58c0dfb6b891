using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

/// <summary>A configuration file that was found and read.</summary>
/// <param name="Folder">Folder that relative paths in it start from.</param>
/// <param name="Content">What stands in it.</param>
internal sealed record LoadedConfiguration(string Folder, ConfigurationFile Content);

internal static class ConfigurationReader
{
    public const string FileName = "perfgate.json";

    // A configuration is written by hand; a larger file is something else.
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Reads the named file, or the nearest <c>perfgate.json</c> from the folder upward to the repository's top.</summary>
    /// <exception cref="PerfGateException">The named file is not there, or a file cannot be understood.</exception>
    public static LoadedConfiguration Load(string? path, string workingDirectory)
    {
        if (path is not null)
        {
            var named = Path.GetFullPath(path, workingDirectory);
            if (!File.Exists(named))
            {
                throw new PerfGateException(
                    ErrorCode.ConfigurationNotFound,
                    path,
                    "there is no such configuration file",
                    "Run 'dotnet perfgate init' to write one.");
            }

            return new LoadedConfiguration(Path.GetDirectoryName(named)!, Read(named));
        }

        for (var folder = workingDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, FileName);
            if (File.Exists(candidate)) return new LoadedConfiguration(folder, Read(candidate));
            if (Path.Exists(Path.Combine(folder, ".git"))) break;
        }

        return new LoadedConfiguration(workingDirectory, new ConfigurationFile());
    }

    private static ConfigurationFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes) throw Invalid(path, "the file is larger than any configuration");
            var text = ReadText(path);
            if (text.All(letter => char.IsWhiteSpace((char)letter))) throw Invalid(path, "the file is empty: expected an object, {} at least");
            var written = new ConfigurationText(path, text);
            var content = ConfigurationParser.Parse(written);
            new ConfigurationCheck(written).Run(content);
            return content;
        }
        catch (JsonException problem)
        {
            var at = problem.LineNumber is { } line ? $"{path}({line + 1},{(problem.BytePositionInLine ?? 0) + 1})" : path;
            throw Invalid(at, $"not valid JSON: {problem.Message.Split(" LineNumber:")[0]}", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, problem.Message, problem);
        }
    }

    private static byte[] ReadText(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    /// <summary>The error of a file that is not understood.</summary>
    /// <param name="origin">The file, with line and column where they are known.</param>
    /// <param name="text">What is wrong.</param>
    /// <param name="inner">What caused it.</param>
    public static PerfGateException Invalid(string origin, string text, Exception? inner = null) => new(
        ErrorCode.InvalidConfiguration,
        origin,
        text,
        "Every property is described in perfgate.schema.json, which 'dotnet perfgate init' writes beside perfgate.json.",
        inner);
}
