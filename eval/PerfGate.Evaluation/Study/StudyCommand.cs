using System.Diagnostics;
using PerfGate.Analysis.Comparison;
using PerfGate.Evaluation.Simulation;

namespace PerfGate.Evaluation.Study;

/// <summary><c>study</c>: simulates the scenarios and writes tables and chart.</summary>
internal static class StudyCommand
{
    private const string Chart = "same job, interleaved";

    public static void Run(Arguments arguments)
    {
        var size = new StudySize(
            arguments.Number("seed", 1),
            arguments.Number("suites", 3000),
            arguments.Number("changed", 1000),
            arguments.Number("peers", 300));
        var only = arguments.Text("scenario", "");
        var folder = arguments.Text("out", "");
        var command = string.Join(
            ' ',
            "dotnet run -c Release --project eval/PerfGate.Evaluation -- study",
            $"--seed {size.Seed} --suites {size.Unchanged} --changed {size.Changed} --peers {size.Peers}");
        var start = Stopwatch.GetTimestamp();
        var run = new StudyRun(size, new ComparisonOptions());
        var results = new List<ScenarioResult>();
        foreach (var scenario in Scenario.All.Where(scenario => scenario.Name.Contains(only, StringComparison.Ordinal)))
        {
            results.Add(run.Run(scenario));
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Console.Error.WriteLine($"{seconds,6:0} s  {scenario.Name}: false {results[^1].Gate.FalseAlarms}");
        }

        var table = MarkdownReport.Write(results, command, Stopwatch.GetElapsedTime(start));
        Console.WriteLine(table);
        if (folder.Length == 0) return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "study.md"), "# The study's tables\n\n" + table);
        File.WriteAllText(Path.Combine(folder, "study.json"), JsonReport.Write(results, command));
        if (results.Find(static result => string.Equals(result.Scenario.Name, Chart, StringComparison.Ordinal)) is { } shown)
        {
            File.WriteAllText(Path.Combine(folder, "power.svg"), PowerChart.Write(shown));
        }
    }
}
