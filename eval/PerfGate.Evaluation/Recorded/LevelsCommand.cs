using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Evaluation.Recorded;

/// <summary><c>levels</c>: the levels that launches in lockstep show, against those of BenchmarkDotNet's own job.</summary>
internal static class LevelsCommand
{
    private const double Near = 0.10;

    public static void Run(Arguments arguments)
    {
        var recording = Recording.Read(arguments.Text("recording", "recording.json"));
        var exported = ResultReader.Read([arguments.Text("exports", "BenchmarkDotNet.Artifacts/results")]);
        var ratios = new List<(string Name, double Ratio, double Level)>();
        foreach (var benchmark in exported.Benchmarks)
        {
            if (benchmark.Find(Metric.Time.Name) is not { } samples
                || !recording.Pairs.TryGetValue(Recording.NameOf(benchmark.Id), out var pairs))
            {
                continue;
            }

            var level = Median(samples.Values);
            ratios.Add((Recording.NameOf(benchmark.Id), Median(pairs.Select(pair => Median(pair.Base))) / level, level));
        }

        ratios.Sort((x, y) => x.Ratio.CompareTo(y.Ratio));
        var near = ratios.Count(entry => Math.Abs(entry.Ratio - 1) <= Near);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ratios.Count} benchmarks: ratio of levels, lockstep to BenchmarkDotNet: "
                + $"median {Median(ratios.Select(entry => entry.Ratio)):0.000}; "
                + $"{near} ({100.0 * near / ratios.Count:0} %) within ± 10 %; {ratios[0].Ratio:0.00} to {ratios[^1].Ratio:0.00}"));
        Console.WriteLine("| benchmark | BenchmarkDotNet | ratio |");
        Console.WriteLine("|---|--:|--:|");
        foreach (var (name, ratio, level) in ratios)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {level:0.0} ns | {ratio:0.00} |"));
        }
    }

    private static double Median(IEnumerable<double> values) =>
        values.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : double.NaN;
}
