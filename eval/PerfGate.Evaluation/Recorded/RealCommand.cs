using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Evaluation.Simulation;
using PerfGate.Evaluation.Study;

namespace PerfGate.Evaluation.Recorded;

/// <summary>
/// <c>real</c>: draws suites from recorded launches, unchanged and with an injected slowdown, and holds the engine against them.
/// Neighbouring launches of a workload form the pairs; within one comparison no launch is used twice.
/// </summary>
internal sealed class RealCommand
{
    private const int Screening = 3;
    private static readonly double[] Levels = [0, 0.12, 0.25, 0.50];

    private readonly Corpus corpus;
    private readonly ComparisonOptions options;

    private RealCommand(Corpus corpus)
    {
        this.corpus = corpus;
        // Sixteen fresh pairs and the screen use 38 launches; a shorter corpus ends the looks earlier.
        options = new ComparisonOptions { Design = LaunchDesign.Paired, ScreeningPairs = Screening };
    }

    public static void Run(Arguments arguments)
    {
        var run = new RealCommand(Corpus.Read(arguments.Text("corpus", "corpus.json")));
        var suites = arguments.Number("suites", 1000);
        var launches = run.corpus.Launches;
        Console.WriteLine($"{launches.Count} workloads, {launches.Values.Min(static list => list.Count)} launches each, load: {run.corpus.Load}; {suites} suites a row");
        Console.WriteLine("| injected | suites that alarm | slowed benchmarks found | other benchmarks open |");
        Console.WriteLine("|--:|--:|--:|--:|");
        foreach (var level in Levels)
        {
            Rate alarms = default, found = default, open = default;
            for (var suite = 0; suite < suites; suite++)
            {
                var dice = Dice.For(arguments.Number("seed", 1), "real", suite);
                var slowed = launches.Keys.ElementAt(dice.Below(launches.Count));
                var comparisons = run.Judge(dice, slowed, level);
                alarms = alarms.Plus(comparisons.Any(static comparison => Tally.Grade(comparison) > Severity.None));
                foreach (var comparison in comparisons)
                {
                    if (level > 0 && string.Equals(comparison.Benchmark.Method, slowed, StringComparison.Ordinal)) found = found.Plus(Tally.Grade(comparison) > Severity.None);
                    else open = open.Plus(comparison.Evidence == Evidence.Undecided);
                }
            }

            Console.WriteLine($"| {level * 100:0} % | {alarms} | {found} | {open} |");
        }
    }

    private ImmutableArray<MetricComparison> Judge(Dice dice, string slowed, double level)
    {
        var pairs = corpus.Launches.ToDictionary(static entry => entry.Key, entry => Draw(entry.Value, dice), StringComparer.Ordinal);
        var used = corpus.Launches.Keys.ToDictionary(static name => name, static _ => Screening, StringComparer.Ordinal);
        while (true)
        {
            var result = Comparer.Compare(Set(side: 0), Set(side: 1), options);
            var more = result.Requests.Where(request => used[request.Benchmark.Method] < pairs[request.Benchmark.Method].Count).ToList();
            if (more.Count == 0) return result.Comparisons;
            foreach (var request in more) used[request.Benchmark.Method] += request.Pairs;
        }

        ResultSet Set(int side) => new(new Provenance(), new HostEnvironment(), [.. pairs.Select(entry => Benchmark(entry.Key, entry.Value, side))], []);

        BenchmarkResult Benchmark(string name, List<double[][]> drawn, int side)
        {
            var factor = side == 1 && string.Equals(name, slowed, StringComparison.Ordinal) ? 1 + level : 1;
            var launches = drawn.Take(used[name]).Select(pair => pair[side].Select(value => value * factor).ToImmutableArray());
            return new BenchmarkResult(new BenchmarkId("", "Recorded", name), "", [new MetricSamples(Metric.Time, [.. launches])]);
        }
    }

    /// <summary>Pairs of neighbouring launches, from a random start, in random order, each with random sides.</summary>
    private static List<double[][]> Draw(List<double[]> launches, Dice dice)
    {
        var start = dice.Below(2);
        return
        [
            .. Enumerable.Range(0, (launches.Count - start) / 2)
                .OrderBy(_ => dice.Next())
                .Select(k => dice.Chance(0.5)
                    ? new[] { launches[start + (2 * k)], launches[start + (2 * k) + 1] }
                    : [launches[start + (2 * k) + 1], launches[start + (2 * k)]]),
        ];
    }
}
