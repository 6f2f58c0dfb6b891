using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfGate.Evaluation.Checks;

/// <summary>What one <c>check</c> of the larger sample found.</summary>
/// <param name="Slowdown">What was injected into one benchmark, in percent; 0 for unchanged code.</param>
/// <param name="Load">Whether a second process kept a core busy.</param>
/// <param name="Seconds">Wall time of the whole check, builds included.</param>
/// <param name="Verdict">What the gate said.</param>
/// <param name="Alarms">Benchmarks that got a severity, with it.</param>
/// <param name="Undecided">Times that stayed inconclusive.</param>
/// <param name="Times">Times that were compared.</param>
/// <param name="Retested">Benchmarks with fresh pairs.</param>
/// <param name="Limits">Detection limits, as fractions, in ascending order.</param>
/// <param name="Slowed">What became of the slowed benchmark: its outcome and its ratio.</param>
internal sealed record CheckRun(
    int Slowdown,
    bool Load,
    double Seconds,
    string Verdict,
    IReadOnlyDictionary<string, string> Alarms,
    int Undecided,
    int Times,
    int Retested,
    IReadOnlyList<double> Limits,
    string Slowed)
{
    public const string Target = "NumberBenchmarks.Fletcher32";

    private static readonly string[] Severities = ["minor", "major", "critical"];
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads a report.</summary>
    public static CheckRun Of(string report, int slowdown, bool load, double seconds)
    {
        var root = JsonNode.Parse(report)!;
        var items = root["comparisons"]!.AsArray();
        var times = items.Where(item => (string)item!["metric"]! == "time").Select(item => item!).ToList();
        var slowed = times.FirstOrDefault(item => ((string)item["benchmark"]!).EndsWith(Target, StringComparison.Ordinal));
        return new CheckRun(
            slowdown,
            load,
            Math.Round(seconds, 1),
            (string)root["verdict"]!,
            items.Where(item => Severities.Contains((string)item!["outcome"]!, StringComparer.Ordinal))
                .ToDictionary(item => $"{item!["benchmark"]} {item["metric"]}", item => (string)item!["outcome"]!, StringComparer.Ordinal),
            times.Count(item => (string)item["outcome"]! == "inconclusive"),
            times.Count,
            times.Count(item => item["pairs"] is { } pairs && (int)pairs > 1),
            [.. times.Select(item => item["detectionLimit"]).OfType<JsonNode>().Select(limit => Math.Round((double)limit, 4)).Order()],
            slowed is null ? "" : FormattableString.Invariant($"{slowed["outcome"]} {(double?)slowed["ratio"]:0.000}"));
    }

    public static IReadOnlyList<CheckRun> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<CheckRun>(line, Options)!)];

    /// <summary>Adds a line, so that what was measured stays whatever happens next.</summary>
    public void Append(string path) => File.AppendAllText(path, JsonSerializer.Serialize(this, Options) + "\n");
}
