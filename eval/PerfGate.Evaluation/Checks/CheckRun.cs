using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfGate.Evaluation.Checks;

/// <summary>What became of a function that was slowed.</summary>
/// <param name="Function">Its benchmark.</param>
/// <param name="Percent">By how much it was slowed.</param>
/// <param name="Outcome">What the gate said.</param>
/// <param name="Ratio">What it estimated.</param>
internal sealed record SlowedFunction(string Function, int Percent, string Outcome, double Ratio);

/// <summary>What one <c>check</c> of the larger sample found.</summary>
/// <param name="Load">What else ran.</param>
/// <param name="Seconds">Wall time of the whole check, builds included.</param>
/// <param name="Verdict">What the gate said.</param>
/// <param name="Alarms">Severities of benchmarks that nobody slowed.</param>
/// <param name="Undecided">Times of such benchmarks that stayed inconclusive.</param>
/// <param name="Times">Times of such benchmarks that were compared.</param>
/// <param name="Retested">Benchmarks with fresh pairs; null where nobody counted them.</param>
/// <param name="Limits">Detection limits, as fractions, in ascending order.</param>
/// <param name="Slowed">The functions that were slowed; none in a run of unchanged code.</param>
internal sealed record CheckRun(
    string Load,
    double Seconds,
    string Verdict,
    IReadOnlyDictionary<string, string> Alarms,
    int Undecided,
    int Times,
    int? Retested,
    IReadOnlyList<double> Limits,
    IReadOnlyList<SlowedFunction> Slowed)
{
    private static readonly string[] Severities = ["minor", "major", "critical"];
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads a report.</summary>
    /// <param name="report">The report's JSON.</param>
    /// <param name="load">What else ran.</param>
    /// <param name="seconds">Wall time.</param>
    /// <param name="slowed">Percent by which functions were slowed.</param>
    public static CheckRun Of(string report, string load, double seconds, IReadOnlyDictionary<string, int> slowed)
    {
        var root = JsonNode.Parse(report)!;
        var times = root["comparisons"]!.AsArray().Where(item => (string)item!["metric"]! == "time").Select(item => item!).ToList();
        var functions = times.ToLookup(item => slowed.Keys.FirstOrDefault(
            name => ((string)item["benchmark"]!).EndsWith("." + name, StringComparison.Ordinal)));
        var others = functions[null].ToList();
        return new CheckRun(
            load,
            Math.Round(seconds, 1),
            (string)root["verdict"]!,
            root["comparisons"]!.AsArray()
                .Where(item => Severities.Contains((string)item!["outcome"]!, StringComparer.Ordinal))
                .Where(item => (string)item!["metric"]! != "time" || others.Contains(item))
                .ToDictionary(item => $"{item!["benchmark"]} {item["metric"]}", item => (string)item!["outcome"]!, StringComparer.Ordinal),
            others.Count(item => (string)item["outcome"]! == "inconclusive"),
            others.Count,
            times.Count(item => item["current"]?["launches"] is { } launches && (int)launches > 1),
            [.. times.Select(item => item["detectionLimit"]).OfType<JsonNode>().Select(limit => Math.Round((double)limit, 4)).Order()],
            [
                .. functions.Where(function => function.Key is not null).Select(function => new SlowedFunction(
                    function.Key!,
                    slowed[function.Key!],
                    (string)function.Single()["outcome"]!,
                    Math.Round((double?)function.Single()["ratio"] ?? 1, 4))),
            ]);
    }

    public static IReadOnlyList<CheckRun> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<CheckRun>(line, Options)!)];

    /// <summary>Adds a line, so that what was measured stays whatever happens next.</summary>
    public void Append(string path) => File.AppendAllText(path, JsonSerializer.Serialize(this, Options) + "\n");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Verdict} in {Seconds:0} s, alarms {Alarms.Count}, undecided {Undecided}, retested {Retested}; "
            + $"{string.Join(", ", Slowed.Select(one => $"{one.Function} +{one.Percent} %: {one.Outcome} {one.Ratio:0.000}"))}");
}
