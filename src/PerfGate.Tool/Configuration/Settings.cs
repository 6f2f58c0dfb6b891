using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

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

    /// <summary>BenchmarkDotNet arguments of a launch; null for lockstep, and a short in-process job for what lockstep cannot run.</summary>
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
        string? Variable(string name) => Host.Variable(variables, name);
        var given = new GivenValues(Variable);

        // A path is relative to where it is written: the shell's folder, or the file's.
        var projects = given.FindAll("--project", flags.Projects) is { } named
            ? named.Select(path => Path.GetFullPath(path, workingDirectory))
            : (file.Projects ?? []).Select(path => Path.GetFullPath(path, configuration.Folder));

        return new Settings
        {
            ConfigurationFolder = configuration.Folder,
            Projects = [.. projects],
            Framework = given.Find("--framework", flags.Framework)?.Text ?? NotEmpty(file.Framework),
            Filter = given.FindAll("--filter", flags.Filter) ?? (file.Filter is { Count: > 0 } filter ? filter : ["*"]),
            EnvironmentName = given.Find("--environment", flags.Environment)?.Text ?? file.Environment ?? "",
            Format = Choices.Parse(given.Find("--format", flags.Format), ReportFormat.Console),
            Verbosity = Choices.Parse(given.Find("--verbosity", flags.Verbosity), Verbosity.Normal),
            Color = flags.NoColor is { } colorless
                ? !colorless
                : Variable("NO_COLOR") is null && !Host.KnowsNoEscapeCodes(variables),
            Measure = MeasureSettings.Resolve(flags, Variable, file.Measure),
            LaunchArguments = file.Measure?.Arguments,
            Against = given.Find("--against", flags.Against)?.Text,
            Policy = PolicyOf(file, given.Find("--fail-on", flags.FailOn)),
            Publish = PublishOf(flags, given, file.Publish),
        };
    }

    public static SeverityLimits LimitsOf(GateSection? gate) => new(
        gate?.Minor?.Fraction ?? SeverityLimits.Default.Minor,
        gate?.Major?.Fraction ?? SeverityLimits.Default.Major,
        gate?.Critical?.Fraction ?? SeverityLimits.Default.Critical);

    private static PublishSettings PublishOf(CommandLineValues flags, GivenValues given, PublishSection? file) => new()
    {
        Mode = Choices.Parse(given.Find("--publish", flags.Publish), file?.When ?? PublishMode.Auto),
        Comment = Choices.Parse(given.Find("--comment", flags.Comment), file?.Comment ?? CommentMode.Changes),
        Key = given.Find("--comment-key", flags.CommentKey)?.Text ?? NotEmpty(file?.Key),
        CheckRun = flags.CheckRun ?? Switch(given.Find("--check-run")) ?? file?.CheckRun ?? false,
        Required = flags.RequirePublish ?? Switch(given.Find("--require-publish")) ?? file?.Required ?? false,
    };

    private static GatePolicy PolicyOf(ConfigurationFile file, GivenValue? failOn)
    {
        var defaults = new GatePolicy();
        return new GatePolicy
        {
            Limits = LimitsOf(file.Gate),
            FailOn = Choices.Parse(failOn, file.Gate?.FailOn ?? defaults.FailOn),
            Basis = file.Gate?.Severity ?? defaults.Basis,
            ExactTolerance = file.Gate?.Tolerance?.Fraction ?? defaults.ExactTolerance,
            Missing = file.Gate?.Missing ?? defaults.Missing,
            Inconclusive = file.Gate?.Inconclusive ?? defaults.Inconclusive,
            Metrics = file.Gate?.Metrics is { } metrics ? [.. metrics.Distinct(StringComparer.Ordinal)] : defaults.Metrics,
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

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool? Switch(GivenValue? value) => value?.Text.ToLowerInvariant() switch
    {
        null => null,
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new PerfGateException(
            ErrorCode.InvalidArguments, value!.Origin, $"'{value.Text}' is neither true nor false", "Choose one of them."),
    };
}
