using System.Globalization;
using PerfGate.Evaluation.Study;

namespace PerfGate.Evaluation.Checks;

/// <summary><c>checks-table</c>: the runs of <c>checks</c> as a table.</summary>
internal static class ChecksTable
{
    public static void Run(Arguments arguments)
    {
        var runs = arguments.Text("in", "checks.jsonl").Split(',').SelectMany(CheckRun.Read).ToList();
        Console.WriteLine("| load | slowdown of one function | runs | found | severity right | runs with another alarm | undecided benchmarks | measured again, median | wall time, median | detection limit: median, 90 % below |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var group in runs.GroupBy(run => (run.Load, run.Slowdown)).OrderBy(group => group.Key.Load).ThenBy(group => group.Key.Slowdown)) Row(group.Key.Load, group.Key.Slowdown, [.. group]);
    }

    private static void Row(bool load, int slowdown, List<CheckRun> runs)
    {
        Rate found = default, right = default, other = default;
        foreach (var run in runs)
        {
            var severity = run.Alarms.FirstOrDefault(alarm => alarm.Key.EndsWith(CheckRun.Target + " time", StringComparison.Ordinal)).Value;
            other = other.Plus(run.Alarms.Keys.Any(alarm => !alarm.EndsWith(CheckRun.Target + " time", StringComparison.Ordinal)));
            if (slowdown == 0) continue;
            found = found.Plus(severity is not null);
            if (severity is not null) right = right.Plus(IsRight(slowdown, severity));
        }

        var undecided = new Rate(runs.Sum(run => run.Undecided), runs.Sum(run => run.Times));
        var limits = runs.SelectMany(run => run.Limits).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {(load ? "one busy process" : "none")} | {(slowdown == 0 ? "none" : $"+{slowdown} %")} | {runs.Count} | {(slowdown == 0 ? "" : found)} | {(slowdown == 0 ? "" : right)} | {other} | {undecided} | {Middle(runs.Select(run => (double)run.Retested)):0} | {Middle(runs.Select(run => run.Seconds)):0} s | {At(limits, 0.5) * 100:0.0} %, {At(limits, 0.9) * 100:0.0} % |"));
    }

    // A slowdown at a limit is right on either side of it.
    private static bool IsRight(int slowdown, string severity) => slowdown switch
    {
        5 or 15 => severity is "minor",
        10 => severity is "minor",
        25 => severity is "minor" or "major",
        _ => severity is "major" or "critical",
    };

    private static double Middle(IEnumerable<double> values) => At([.. values.Order()], 0.5);

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
}
