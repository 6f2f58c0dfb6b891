using System.Text.Json;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

/// <summary>Which property of a configuration is which kind of value.</summary>
internal static class ConfigurationParser
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a configuration; whether its values make sense is not looked at.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="PerfGateException">It is not the JSON of a configuration.</exception>
    public static ConfigurationFile Parse(ConfigurationText text)
    {
        using var document = JsonDocument.Parse(text.Bytes, Options);
        try
        {
            return ConfigurationObject.Read(document.RootElement, "", text, File);
        }
        catch (InvalidOperationException problem)
        {
            // What a text is refused with that is no Unicode.
            throw ConfigurationReader.Invalid(text.Path, $"not valid JSON: {problem.Message}", problem);
        }
    }

    private static ConfigurationFile File(ConfigurationObject file) => new()
    {
        Schema = file.Text("$schema"),
        Projects = file.Texts("projects"),
        Framework = file.Text("framework"),
        Filter = file.Texts("filter"),
        Environment = file.Text("environment"),
        Measure = file.Section("measure", Measure),
        Gate = file.Section("gate", Gate),
        Rules = file.Sections("rules", Rule),
        Accepted = file.Sections("accepted", Accepted),
        Publish = file.Section("publish", Publish),
    };

    private static MeasureSection Measure(ConfigurationObject measure) => new()
    {
        Launches = measure.Number("launches"),
        Mode = measure.Choice<MeasureMode>("mode"),
        Budget = measure.Duration("budget"),
        MaxPairs = measure.Number("maxPairs"),
        Timeout = measure.Duration("timeout"),
        BenchmarksFrom = measure.Choice<BenchmarkSource>("benchmarksFrom"),
        Arguments = measure.Texts("arguments"),
    };

    private static GateSection Gate(ConfigurationObject gate) => new()
    {
        FailOn = gate.Choice<FailOn>("failOn"),
        Severity = gate.Choice<SeverityBasis>("severity"),
        Minor = gate.Percentage("minor"),
        Major = gate.Percentage("major"),
        Critical = gate.Percentage("critical"),
        Tolerance = gate.Percentage("tolerance"),
        Missing = gate.Choice<Reaction>("missing"),
        Inconclusive = gate.Choice<Reaction>("inconclusive"),
        Metrics = gate.Texts("metrics"),
    };

    private static RuleEntry Rule(ConfigurationObject rule) => new()
    {
        Pattern = rule.RequiredText("pattern"),
        Metric = rule.Text("metric"),
        Minor = rule.Percentage("minor"),
        Major = rule.Percentage("major"),
        Critical = rule.Percentage("critical"),
        FailOn = rule.Choice<FailOn>("failOn"),
        Tolerance = rule.Percentage("tolerance"),
        Missing = rule.Choice<Reaction>("missing"),
    };

    private static AcceptedEntry Accepted(ConfigurationObject accepted) => new()
    {
        Pattern = accepted.RequiredText("pattern"),
        Metric = accepted.RequiredText("metric"),
        UpTo = accepted.RequiredPercentage("upTo"),
        Reason = accepted.RequiredText("reason"),
        Until = accepted.RequiredDate("until"),
    };

    private static PublishSection Publish(ConfigurationObject publish) => new()
    {
        When = publish.Choice<PublishMode>("when"),
        Comment = publish.Choice<CommentMode>("comment"),
        Key = publish.Text("key"),
        CheckRun = publish.Flag("checkRun"),
        Required = publish.Flag("required"),
    };
}
