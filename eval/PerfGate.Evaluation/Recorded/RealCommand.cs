using System.Globalization;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using PerfGate.Evaluation.Simulation;
using PerfGate.Evaluation.Study;

namespace PerfGate.Evaluation.Recorded;

/// <summary>
/// <c>real</c>: draws suites from recorded launches, unchanged and with an injected slowdown of one benchmark, and holds the engine
/// against them.
/// </summary>
internal static class RealCommand
{
    private static readonly double[] Levels = [0, 0.05, 0.12, 0.15, 0.25, 0.50];

    public static void Run(Arguments arguments)
    {
        Console.WriteLine(
            "| recorded | load | suites | unchanged suites that alarm | undecided "
                + "| +5 % alarms | +12 % found | +15 % found | +25 % found | +50 % found |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        var suites = arguments.Number("suites", 1000);
        foreach (var path in arguments.Text("recording", "recording.json").Split(','))
        {
            var recording = Recording.Read(path);
            Row(RecordedSuite.OfPairs(recording), suites, arguments.Number("seed", 1));
            Row(RecordedSuite.OfLaunches(recording), suites, arguments.Number("seed", 1));
        }
    }

    private static void Row(RecordedSuite recorded, int suites, int seed)
    {
        var kind = recorded.Design == LaunchDesign.Lockstep ? "launch pairs in lockstep" : "independent launches";
        var cells = new List<string>();
        foreach (var level in Levels)
        {
            Rate alarms = default, found = default, open = default;
            for (var suite = 0; suite < suites; suite++)
            {
                var dice = Dice.For(seed, "real" + level.ToString(CultureInfo.InvariantCulture), suite);
                var slowed = recorded.Names[dice.Below(recorded.Names.Count)];
                var comparisons = recorded.Judge(dice, slowed, level);
                alarms = alarms.Plus(comparisons.Any(static comparison => Tally.Grade(comparison) > Severity.None));
                foreach (var comparison in comparisons)
                {
                    open = open.Plus(comparison.Evidence == Evidence.Undecided);
                    if (string.Equals(comparison.Benchmark.Method, slowed, StringComparison.Ordinal))
                    {
                        found = found.Plus(Tally.Grade(comparison) > Severity.None);
                    }
                }
            }

            if (level == 0) cells.AddRange([alarms.ToString(), open.ToString()]);
            else cells.Add(found.ToString());
        }

        Console.WriteLine($"| {kind}, {recorded.Names.Count} benchmarks | {recorded.Load} | {suites} | {string.Join(" | ", cells)} |");
    }
}
