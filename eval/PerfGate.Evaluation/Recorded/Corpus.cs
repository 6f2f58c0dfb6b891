using System.Text.Json;

namespace PerfGate.Evaluation.Recorded;

/// <summary>Recorded launches: for each workload its launches in order of measuring, each with its iterations in nanoseconds.</summary>
/// <param name="Machine">Where they were recorded: processor count, operating system, runtime.</param>
/// <param name="Load">What else ran.</param>
/// <param name="Launches">Launches by workload.</param>
internal sealed record Corpus(string Machine, string Load, SortedDictionary<string, List<double[]>> Launches)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Corpus Read(string path) => JsonSerializer.Deserialize<Corpus>(File.ReadAllText(path), Options)
        ?? throw new InvalidDataException($"{path} holds no corpus.");

    /// <summary>Written beside and renamed: a broken recording never replaces a whole one.</summary>
    public void Write(string path)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, Options) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }
}
