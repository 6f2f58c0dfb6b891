using System.Text.Json;

namespace PerfGate.Evaluation.Study;

/// <summary>The study's numbers as JSON, counts included, so that intervals can be taken again.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Write(IReadOnlyList<ScenarioResult> results, string command) => JsonSerializer.Serialize(
        new
        {
            command,
            levels = Tally.Levels,
            scenarios = results.Select(static result => new
            {
                name = result.Scenario.Name,
                scenario = result.Scenario,
                gate = Counts(result.Gate),
                peers = result.Peers.Select(static peer => new
                {
                    rule = peer.Rule.Name,
                    knownFrom = peer.Rule.KnownFrom,
                    counts = Counts(peer.Tally),
                }),
            }),
        },
        Options) + "\n";

    private static object Counts(Tally tally) => new
    {
        falseAlarms = Count(tally.FalseAlarms),
        inconclusive = Count(tally.Inconclusive),
        extraLaunches = Math.Round(tally.ExtraLaunches, 4),
        found = tally.Found.Select(Count),
        open = tally.Open.Select(Count),
        severityRight = tally.Graded.Select(Count),
        uniformFound = Count(tally.Uniform),
    };

    private static long[] Count(Rate rate) => [rate.Hits, rate.Of];
}
