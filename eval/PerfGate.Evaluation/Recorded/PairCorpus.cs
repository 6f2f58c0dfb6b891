using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfGate.Evaluation.Recorded;

/// <summary>Recorded launch pairs in lockstep of unchanged code: for each benchmark its pairs, each with the log ratios of its neighbouring slices.</summary>
/// <param name="Machine">Where they were recorded.</param>
/// <param name="Load">What else ran.</param>
/// <param name="Pairs">Pairs by benchmark, in order of measuring.</param>
internal sealed record PairCorpus(string Machine, string Load, SortedDictionary<string, List<double[]>> Pairs)
{
    private const int Digits = 5;
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static PairCorpus Read(string path) => JsonSerializer.Deserialize<PairCorpus>(File.ReadAllText(path), Options)
        ?? throw new InvalidDataException($"{path} holds no corpus.");

    /// <summary><c>pairs</c>: makes a corpus of the two result sets that a check of unchanged code leaves in <c>.perfgate/results</c>.</summary>
    public static void Make(Arguments arguments)
    {
        var before = Times(arguments.Text("base", "base.json"));
        var after = Times(arguments.Text("current", "current.json"));
        var pairs = new SortedDictionary<string, List<double[]>>(StringComparer.Ordinal);
        foreach (var (name, launches) in before)
        {
            if (!after.TryGetValue(name, out var others)) continue;
            pairs[name] = [.. launches.Zip(others).Where(pair => pair.First.Length == pair.Second.Length).Select(pair => Ratios(pair.First, pair.Second))];
        }

        var machine = $"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}";
        File.WriteAllText(arguments.Text("out", "pairs.json"), JsonSerializer.Serialize(new PairCorpus(machine, arguments.Text("load", "none"), pairs), Options) + "\n");
    }

    private static double[] Ratios(double[] first, double[] second) => [.. first.Zip(second, (x, y) => Math.Round(Math.Log(y / x), Digits))];

    private static Dictionary<string, double[][]> Times(string path)
    {
        var times = new Dictionary<string, double[][]>(StringComparer.Ordinal);
        foreach (var entry in JsonNode.Parse(File.ReadAllText(path))!["benchmarks"]!.AsArray())
        {
            if (entry!["samples"]!["time"] is not JsonArray launches) continue;
            var id = entry["benchmark"]!;
            times[$"{id["type"]}.{id["method"]}({id["parameters"]})"] = [.. launches.Select(launch => launch!.AsArray().Select(value => value!.GetValue<double>()).ToArray())];
        }

        return times;
    }
}
