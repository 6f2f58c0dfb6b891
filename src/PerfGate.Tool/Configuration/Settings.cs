using PerfGate.Analysis.Policy;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Configuration;

/// <summary>What the command line says. Null or empty means that it does not say.</summary>
internal sealed record CommandLineValues
{
    public string? Config { get; init; }

    public IReadOnlyList<string> Projects { get; init; } = [];

    public string? Framework { get; init; }

    public IReadOnlyList<string> Filter { get; init; } = [];

    public string? Environment { get; init; }

    public string? FailOn { get; init; }

    public string? Format { get; init; }

    public string? Verbosity { get; init; }

    public bool NoColor { get; init; }

    public string? Launches { get; init; }

    public string? Against { get; init; }

    public string? Mode { get; init; }

    public string? Budget { get; init; }

    public string? MaxPairs { get; init; }

    public string? Timeout { get; init; }

    public string? BenchmarksFrom { get; init; }

    public string? Publish { get; init; }

    public string? Comment { get; init; }

    public string? CommentKey { get; init; }

    public bool CheckRun { get; init; }

    public bool RequirePublish { get; init; }
}

/// <summary>Everything a command needs to know, whoever said it.</summary>
internal sealed record Settings
{
    public required string ConfigurationFolder { get; init; }

    /// <summary>Absolute paths of the projects that were named; empty when they have to be found.</summary>
    public required IReadOnlyList<string> Projects { get; init; }

    public required string? Framework { get; init; }

    public required IReadOnlyList<string> Filter { get; init; }

    public required string EnvironmentName { get; init; }

    public required ReportFormat Format { get; init; }

    public required Verbosity Verbosity { get; init; }

    public required bool Color { get; init; }

    public required MeasureSettings Measure { get; init; }

    /// <summary>BenchmarkDotNet arguments of a launch; null for PerfGate's own short in-process job.</summary>
    public required IReadOnlyList<string>? LaunchArguments { get; init; }

    /// <summary>Revision, file or <c>baseline</c>; null when the command has to choose.</summary>
    public required string? Against { get; init; }

    public required GatePolicy Policy { get; init; }

    public required PublishSettings Publish { get; init; }

    /// <summary>Precedence in one place: flag, then environment variable, then perfgate.json, then default.</summary>
    public static Settings Resolve(
        CommandLineValues flags, IReadOnlyDictionary<string, string> variables, LoadedConfiguration configuration, string workingDirectory)
    {
        var file = configuration.Content;
        string? Variable(string name) => variables.TryGetValue("PERFGATE_" + name, out var value) && value.Length > 0 ? value : null;

        // A path is relative to where it is written: the shell's folder, or the file's.
        var named = flags.Projects.Count > 0 ? flags.Projects : Variable("PROJECT") is { } project ? [project] : null;
        var projects = named is not null
            ? named.Select(path => Path.GetFullPath(path, workingDirectory))
            : (file.Projects ?? []).Select(path => Path.GetFullPath(path, configuration.Folder));
        var colorless = flags.NoColor || variables.TryGetValue("NO_COLOR", out var noColor) && noColor.Length > 0;

        return new Settings
        {
            ConfigurationFolder = configuration.Folder,
            Projects = [.. projects],
            Framework = flags.Framework ?? Variable("FRAMEWORK") ?? file.Framework,
            Filter = flags.Filter.Count > 0 ? flags.Filter : Variable("FILTER") is { } filter ? [filter] : file.Filter ?? ["*"],
            EnvironmentName = flags.Environment ?? Variable("ENVIRONMENT") ?? file.Environment ?? "",
            Format = Choice(flags.Format ?? Variable("FORMAT"), "--format", ReportFormat.Console),
            Verbosity = Choice(flags.Verbosity ?? Variable("VERBOSITY"), "--verbosity", Verbosity.Normal),
            Color = !colorless,
            Measure = MeasureSettings.Resolve(flags, Variable, file.Measure),
            LaunchArguments = file.Measure?.Arguments,
            Against = flags.Against ?? Variable("AGAINST"),
            Policy = PolicyOf(file) with
            {
                FailOn = Choice(flags.FailOn ?? Variable("FAIL_ON"), "--fail-on", file.Gate?.FailOn ?? FailOn.Major),
            },
            Publish = PublishOf(flags, Variable, file.Publish),
        };
    }

    public static SeverityLimits LimitsOf(GateSection? gate) => new(
        gate?.Minor?.Fraction ?? SeverityLimits.Default.Minor,
        gate?.Major?.Fraction ?? SeverityLimits.Default.Major,
        gate?.Critical?.Fraction ?? SeverityLimits.Default.Critical);

    private static PublishSettings PublishOf(CommandLineValues flags, Func<string, string?> variable, PublishSection? file) => new()
    {
        Mode = Choice(flags.Publish ?? variable("PUBLISH"), "--publish", file?.When ?? PublishMode.Auto),
        Comment = Choice(flags.Comment ?? variable("COMMENT"), "--comment", file?.Comment ?? CommentMode.Changes),
        Key = flags.CommentKey ?? variable("COMMENT_KEY") ?? file?.Key,
        CheckRun = flags.CheckRun || (Flag(variable("CHECK_RUN"), "PERFGATE_CHECK_RUN") ?? file?.CheckRun ?? false),
        Required = flags.RequirePublish || (Flag(variable("REQUIRE_PUBLISH"), "PERFGATE_REQUIRE_PUBLISH") ?? file?.Required ?? false),
    };

    private static GatePolicy PolicyOf(ConfigurationFile file)
    {
        var defaults = new GatePolicy();
        return new GatePolicy
        {
            Limits = LimitsOf(file.Gate),
            Basis = file.Gate?.Severity ?? defaults.Basis,
            ExactTolerance = file.Gate?.Tolerance?.Fraction ?? defaults.ExactTolerance,
            Missing = file.Gate?.Missing ?? defaults.Missing,
            Inconclusive = file.Gate?.Inconclusive ?? defaults.Inconclusive,
            Metrics = file.Gate?.Metrics is { } metrics ? [.. metrics] : defaults.Metrics,
            Rules = [.. (file.Rules ?? []).Select(rule => new PolicyRule(
                rule.Pattern,
                rule.Metric,
                rule.Minor?.Fraction,
                rule.Major?.Fraction,
                rule.Critical?.Fraction,
                rule.FailOn,
                rule.Tolerance?.Fraction,
                rule.Missing))],
            Accepted = [.. (file.Accepted ?? []).Select(entry => new AcceptedRegression(
                entry.Pattern, entry.Metric, entry.UpTo.Fraction, entry.Reason, entry.Until))],
        };
    }

    internal static T Choice<T>(string? text, string option, T fallback)
        where T : struct, Enum
    {
        if (text is null) return fallback;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        var choices = string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
        throw new PerfGateException(ErrorCode.InvalidArguments, option, $"'{text}' is not one of {choices}", "Choose one of them.");
    }

    private static bool? Flag(string? text, string name) => text?.ToLowerInvariant() switch
    {
        null => null,
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new PerfGateException(ErrorCode.InvalidArguments, name, $"'{text}' is neither true nor false", "Choose one of them."),
    };
}
