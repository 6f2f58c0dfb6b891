using System.Text.Json;
using PerfGate.Analysis.Policy;

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

    // Matching takes the time of a name's length times the pattern's.
    private const int LongestPattern = 1_000;

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
            var content = JsonSerializer.Deserialize(ReadText(path), ConfigurationJson.Default.ConfigurationFile)
                ?? throw Invalid(path, "expected an object, found null");
            return Check(path, content);
        }
        catch (JsonException problem)
        {
            var at = problem.LineNumber is { } line ? $"{path}({line + 1},{(problem.BytePositionInLine ?? 0) + 1})" : path;
            throw Invalid(at, Describe(problem), problem);
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

    private static ConfigurationFile Check(string path, ConfigurationFile content)
    {
        var gate = content.Gate;
        CheckEntries(path, "projects", content.Projects);
        CheckEntries(path, "filter", content.Filter);
        CheckEntries(path, "measure.arguments", content.Measure?.Arguments);
        CheckEntries(path, "gate.metrics", gate?.Metrics);
        CheckEntries(path, "rules", content.Rules);
        CheckEntries(path, "accepted", content.Accepted);
        CheckOrder(path, "gate", gate?.Minor, gate?.Major, gate?.Critical, SeverityLimits.Default);
        var general = Settings.LimitsOf(gate);
        for (var i = 0; i < (content.Rules?.Count ?? 0); i++)
        {
            var rule = content.Rules![i];
            CheckPattern(path, $"rules[{i}]", rule.Pattern);
            CheckOrder(path, $"rules[{i}]", rule.Minor, rule.Major, rule.Critical, general);
        }

        for (var i = 0; i < (content.Accepted?.Count ?? 0); i++)
        {
            CheckPattern(path, $"accepted[{i}]", content.Accepted![i].Pattern);
            if (string.IsNullOrWhiteSpace(content.Accepted[i].Metric))
            {
                throw Invalid(path, $"accepted[{i}].metric is empty: name the metric, for example time");
            }

            if (string.IsNullOrWhiteSpace(content.Accepted[i].Reason))
            {
                throw Invalid(path, $"accepted[{i}].reason is empty: say why it is accepted");
            }
        }

        if (content.Measure?.Launches is < 1 or > 100) throw Invalid(path, "measure.launches must lie between 1 and 100");
        if (content.Measure?.MaxPairs is < 8 or > 100) throw Invalid(path, "measure.maxPairs must lie between 8 and 100");
        return content;
    }

    // The serializer looks at a list, not at whether something in it is null.
    private static void CheckEntries<T>(string path, string place, IReadOnlyList<T>? entries)
        where T : class
    {
        for (var i = 0; i < (entries?.Count ?? 0); i++)
        {
            if (entries![i] is null) throw Invalid(path, $"{place}[{i}] is null");
            if (entries[i] is string text && text.Contains('\0', StringComparison.Ordinal))
            {
                throw Invalid(path, $"{place}[{i}] holds a null character, which no name has");
            }
        }
    }

    private static void CheckPattern(string path, string place, string pattern)
    {
        if (string.IsNullOrWhiteSpace(pattern)) throw Invalid(path, $"{place}.pattern is empty: write '*' for every benchmark");
        if (pattern.Length > LongestPattern) throw Invalid(path, $"{place}.pattern is longer than any benchmark's name");
    }

    private static void CheckOrder(
        string path, string place, Percentage? minor, Percentage? major, Percentage? critical, SeverityLimits general)
    {
        var limits = new[] { minor?.Fraction ?? general.Minor, major?.Fraction ?? general.Major, critical?.Fraction ?? general.Critical };
        if (limits[0] <= 0) throw Invalid(path, $"{place}.minor must be more than 0%");
        if (limits[0] > limits[1] || limits[1] > limits[2])
        {
            var found = string.Join(", ", limits.Select(limit => new Percentage(limit)));
            throw Invalid(path, $"{place}: the limits must rise from minor to major to critical, but are {found}");
        }
    }

    // The serializer's own words name types of this program, which help nobody.
    private static string Describe(JsonException problem)
    {
        var where = string.IsNullOrEmpty(problem.Path) || problem.Path == "$"
            ? ""
            : $" at {problem.Path.Replace("$.", "", StringComparison.Ordinal)}";
        if (problem.Message.Contains("could not be mapped", StringComparison.Ordinal)) return $"unknown property{where}";
        if (problem.Message.Contains("missing required", StringComparison.Ordinal))
        {
            return $"a required property is missing{where}: "
                + "an accepted regression has pattern, metric, upTo, reason and until; a rule has pattern";
        }

        if (problem.Message.Contains("Duplicate property", StringComparison.Ordinal)) return $"the same property stands twice{where}";
        if (problem.Message.StartsWith("expected", StringComparison.Ordinal))
        {
            return $"{problem.Message.Split(" Path:")[0].TrimEnd('.')}{where}";
        }

        if (problem.Message.Contains("could not be converted", StringComparison.Ordinal)) return $"a value of the wrong kind{where}";
        return $"not valid JSON{where}: {problem.Message.Split(" Path:")[0]}";
    }

    private static PerfGateException Invalid(string origin, string text, Exception? inner = null) => new(
        ErrorCode.InvalidConfiguration,
        origin,
        text,
        "Every property is described in perfgate.schema.json, which 'dotnet perfgate init' writes beside perfgate.json.",
        inner);
}
