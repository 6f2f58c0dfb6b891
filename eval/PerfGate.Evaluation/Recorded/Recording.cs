using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using PerfGate.Analysis.Model;

namespace PerfGate.Evaluation.Recorded;

/// <summary>One launch pair of unchanged code in lockstep.</summary>
/// <param name="Base">Levels of the base's launch in nanoseconds, each the median of four neighbouring slices.</param>
/// <param name="Ratios">Log ratios of neighbouring slices, current to base, in hundred-thousandths.</param>
internal sealed record RecordedPair(double[] Base, int[] Ratios)
{
    private const double Unit = 1e-5;
    private const int SlicesALevel = 4;

    /// <summary>Null where the sides were not measured slice by slice.</summary>
    public static RecordedPair? Of(IReadOnlyList<double> was, IReadOnlyList<double> now) =>
        was.Count != now.Count || was.Count < SlicesALevel
            ? null
            : new RecordedPair(
                [.. was.Chunk(SlicesALevel).Select(slices => Math.Round(slices.Order().ElementAt(slices.Length / 2), 3))],
                [.. was.Zip(now, (x, y) => (int)Math.Round(Math.Log(y / x) / Unit))]);

    /// <summary>The ratios as logarithms.</summary>
    public double[] Logs() => Array.ConvertAll(Ratios, ratio => ratio * Unit);
}

/// <summary>Recorded launch pairs of unchanged code, by benchmark, in order of measuring.</summary>
/// <param name="Machine">Where they were recorded: processor count, operating system, runtime.</param>
/// <param name="Load">What else ran.</param>
/// <param name="Pairs">Launch pairs by benchmark.</param>
internal sealed record Recording(string Machine, string Load, SortedDictionary<string, List<RecordedPair>> Pairs)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Recording Read(string path) => JsonSerializer.Deserialize<Recording>(File.ReadAllText(path), Options)
        ?? throw new InvalidDataException($"{path} holds no recording.");

    /// <summary>The recording at a path, or an empty one.</summary>
    public static Recording ReadOrBegin(string path, string load)
    {
        if (File.Exists(path)) return Read(path);
        var machine = string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        return new Recording(machine, load, new(StringComparer.Ordinal));
    }

    /// <summary>Adds the launch pairs that screened, of all benchmarks but those that differ between the sides.</summary>
    public void Add(ResultSet was, ResultSet now, int launches, IReadOnlyCollection<string> changed)
    {
        var after = now.Benchmarks.ToDictionary(benchmark => benchmark.Id);
        foreach (var before in was.Benchmarks)
        {
            var name = NameOf(before.Id);
            if (changed.Contains(name) || !after.TryGetValue(before.Id, out var current)) continue;
            if (before.Find(Metric.Time.Name) is not { } x || current.Find(Metric.Time.Name) is not { } y) continue;
            if (!Pairs.TryGetValue(name, out var pairs)) Pairs[name] = pairs = [];
            pairs.AddRange(x.Launches.Zip(y.Launches)
                .Take(launches)
                .Select(pair => RecordedPair.Of(pair.First, pair.Second))
                .OfType<RecordedPair>());
        }
    }

    /// <summary>Type, method and parameters.</summary>
    public static string NameOf(BenchmarkId id) => (id with { Namespace = "", Job = "", Runtime = "" }).DisplayName;

    /// <summary>Written beside and renamed: a broken recording never replaces a whole one.</summary>
    public void Write(string path)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, Options) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }
}
