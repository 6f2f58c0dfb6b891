using System.Globalization;
using PerfGate.Evaluation.Study;

namespace PerfGate.Evaluation.Checks;

/// <summary><c>checks-table</c>: the runs of <c>checks</c> as tables.</summary>
internal static class ChecksTable
{
    public static void Run(Arguments arguments)
    {
        var runs = arguments.Text("in", "checks.jsonl").Split(',').SelectMany(CheckRun.Read).ToList();
        Console.WriteLine(
            "| load | code | runs | runs with an alarm on what nobody slowed | undecided benchmarks | measured again, median "
                + "| wall time, median | detection limit: median, 90 % below |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|");
        foreach (var group in runs.GroupBy(run => (run.Load, IsSlowed: run.Slowed.Count > 0)))
        {
            Unslowed(group.Key.Load, group.Key.IsSlowed, [.. group]);
        }

        Console.WriteLine();
        Console.WriteLine("| load | slowdown of a function | cases | alarm | severity right | undecided | estimate: median, range |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        var slowdowns = runs
            .SelectMany(run => run.Slowed.Select(one => (run.Load, one)))
            .GroupBy(entry => (entry.Load, entry.one.Percent))
            .OrderBy(group => group.Key.Load, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Percent);
        foreach (var group in slowdowns)
        {
            Slowed(group.Key.Load, group.Key.Percent, [.. group.Select(entry => entry.one)]);
        }
    }

    private static void Unslowed(string load, bool isSlowed, List<CheckRun> runs)
    {
        var alarms = new Rate(runs.Count(run => run.Alarms.Count > 0), runs.Count);
        var undecided = new Rate(runs.Sum(run => run.Undecided), runs.Sum(run => run.Times));
        var limits = runs.SelectMany(run => run.Limits).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {load} | {(isSlowed ? "five functions slowed" : "unchanged")} | {runs.Count} | {alarms} | {undecided} "
                + $"| {Middle(runs.Select(run => run.Retested).OfType<int>().Select(count => (double)count)):0} | {Middle(runs.Select(run => run.Seconds)):0} s "
                + $"| {At(limits, 0.5) * 100:0.0} %, {At(limits, 0.9) * 100:0.0} % |"));
    }

    private static void Slowed(string load, int percent, List<SlowedFunction> functions)
    {
        var found = functions.Where(one => one.Outcome is "minor" or "major" or "critical").ToList();
        var right = new Rate(found.Count(one => IsRight(percent, one.Outcome)), found.Count);
        var undecided = new Rate(functions.Count(one => one.Outcome == "inconclusive"), functions.Count);
        var ratios = functions.Select(one => (one.Ratio - 1) * 100).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {load} | +{percent} % | {functions.Count} | {new Rate(found.Count, functions.Count)} | {right} | {undecided} "
                + $"| {At(ratios, 0.5):+0.0} %, {ratios[0]:+0.0;-0.0} to {ratios[^1]:+0.0;-0.0} % |"));
    }

    // A slowdown at a limit is right on either side of it.
    private static bool IsRight(int percent, string severity) => percent switch
    {
        25 => severity is "minor" or "major",
        50 => severity is "major" or "critical",
        _ => severity is "minor",
    };

    private static double Middle(IEnumerable<double> values) => At([.. values.Order()], 0.5);

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
}
