using PerfGate.Analysis.Comparison;
using PerfGate.Evaluation.Simulation;
using PerfGate.Evaluation.Study;

namespace PerfGate.Evaluation.Recorded;

/// <summary>
/// <c>limits</c>: whether a slowdown as large as a benchmark's detection limit is found with the power that the limit promises. Each limit
/// comes from one drawn suite of unchanged code; then another suite is drawn in which this benchmark is slower by just as much.
/// </summary>
internal static class LimitsCommand
{
    // A slowdown of the limit's size matters when what matters begins below it.
    private const double MattersFrom = 1.25;

    public static void Run(Arguments arguments)
    {
        Console.WriteLine(
            "| recorded | load | limit from | limit: median, 90 % below | limits tried | told from no change | proven, where it mattered |");
        Console.WriteLine("|---|---|---|--:|--:|--:|--:|");
        foreach (var path in arguments.Text("recording", "recording.json").Split(','))
        {
            Row("launch pairs in lockstep", RecordedSuite.OfPairs(Recording.Read(path)), arguments);
        }
    }

    private static void Row(string kind, RecordedSuite recorded, Arguments arguments)
    {
        var tried = new Dictionary<bool, (List<double> Limits, Rate Told, Rate Proven)> { [false] = ([], default, default), [true] = ([], default, default) };
        var seed = arguments.Number("seed", 1);
        for (var draw = 0; draw < arguments.Number("draws", 40); draw++)
        {
            var unchanged = recorded.Judge(Dice.For(seed, "limits", draw), "", 0)
                .ToDictionary(comparison => comparison.Benchmark.Method, StringComparer.Ordinal);
            foreach (var name in recorded.Names)
            {
                if (unchanged[name].Estimate is not { DetectionLimit: { } limit } estimate) continue;
                var isRetested = estimate.Pairs > recorded.Screening;
                var (limits, told, proven) = tried[isRetested];
                limits.Add(limit);

                // What does not matter is not looked at twice, so that first the screen alone has to tell.
                told = told.Plus(Found(limit, smallest: 0.10) is { Estimate.WorseningAtLeast: > 0 });
                proven = proven.Plus(Found(limit, smallest: limit / MattersFrom) is { Evidence: Evidence.Worse });
                tried[isRetested] = (limits, told, proven);

                MetricComparison Found(double level, double smallest) => recorded
                    .Judge(Dice.For(seed, "limits " + name, draw), name, level, smallest)
                    .Single(comparison => string.Equals(comparison.Benchmark.Method, name, StringComparison.Ordinal));
            }
        }

        foreach (var (isRetested, (limits, told, proven)) in tried.Where(entry => entry.Value.Limits.Count > 0))
        {
            limits.Sort();
            Console.WriteLine(FormattableString.Invariant(
                $"| {kind}, {recorded.Names.Count} benchmarks | {recorded.Load} | {(isRetested ? "fresh pairs" : "the screen")} | {Percent(0.5)}, {Percent(0.9)} | {limits.Count} | {told} | {proven} |"));

            string Percent(double share) => FormattableString.Invariant($"{limits[(int)(limits.Count * share)] * 100:0.0} %");
        }
    }
}
