using System.Globalization;
using System.Text;
using PerfGate.Evaluation.Simulation;

namespace PerfGate.Evaluation.Study;

/// <summary>The study's tables as Markdown.</summary>
internal static class MarkdownReport
{
    private static readonly double[] Shown = [0.05, 0.12, 0.15, 0.25, 0.50, 1.00];

    public static string Write(IReadOnlyList<ScenarioResult> results, string command, TimeSpan took)
    {
        var text = new StringBuilder();
        Line(
            text,
            $"Made by `{command}` in {took.TotalMinutes:0} minutes on one thread. Every rate is followed by its 95 % interval (Wilson).");
        Gate(text, results);
        Severities(text, results);
        Peers(text, results);
        return text.ToString();
    }

    private static void Gate(StringBuilder text, IReadOnlyList<ScenarioResult> results)
    {
        text.Append(
            "\n**PerfGate**, by scenario. *False*: unchanged suites with at least one alarm. "
                + "*Open*: unchanged benchmarks left inconclusive. "
                + "*Extra*: launches beyond the screen, both sides together, a benchmark of an unchanged suite.\n\n");
        var columns = string.Join(" | ", Shown.Select(level => $"+{level * 100:0} % found"));
        Line(text, $"| scenario | unchanged suites | false | open | extra | {columns} |");
        Line(text, $"|---|--:|--:|--:|--:|{string.Concat(Shown.Select(_ => "--:|"))}");
        foreach (var (scenario, gate, _) in results)
        {
            var found = scenario.Uniform > 0
                ? string.Join(" | ", Shown.Select(level => level == 0.15 ? $"suites: {gate.Uniform}" : ""))
                : string.Join(" | ", Shown.Select(level => gate.Found[Index(level)].ToString()));
            var alarms = gate.FalseAlarms;
            Line(text, $"| {scenario.Name} | {alarms.Of} | {alarms} | {gate.Inconclusive} | {gate.ExtraLaunches:0.00} | {found} |");
        }
    }

    private static void Severities(StringBuilder text, IReadOnlyList<ScenarioResult> results)
    {
        Line(text, $"\n**Severity right**, of the alarms on a slowdown well inside minor, major and critical.\n");
        Line(text, $"| scenario | +15 % | +35 % | +75 % |\n|---|--:|--:|--:|");
        foreach (var (scenario, gate, _) in results.Where(static result => result.Scenario.Uniform == 0))
        {
            Line(text, $"| {scenario.Name} | {gate.Graded[Index(0.15)]} | {gate.Graded[Index(0.35)]} | {gate.Graded[Index(0.75)]} |");
        }
    }

    private static void Peers(StringBuilder text, IReadOnlyList<ScenarioResult> results)
    {
        var shown = results
            .Where(static result => result.Peers.Any(static peer => peer.Tally.FalseAlarms.Of > 0))
            .Where(static result => result.Scenario.Uniform == 0 && result.Scenario.Flow is not (Flow.TwoFiles or Flow.TwoFilesStored))
            .ToList();
        if (shown.Count == 0) return;
        text.Append(
            "\n**The rules of others** on the same screening launches, their iterations pooled: unchanged suites that alarm, "
                + "and +15 % / +25 % that they find.\n\n");
        Line(text, $"| rule | known from | {string.Join(" | ", shown.Select(static result => result.Scenario.Name))} |");
        Line(text, $"|---|---|{string.Concat(shown.Select(static _ => "--:|"))}");
        for (var i = 0; i < shown[0].Peers.Count; i++)
        {
            var cells = shown.Select(result => Cell(result.Peers[i].Tally));
            Line(text, $"| {shown[0].Peers[i].Rule.Name} | {shown[0].Peers[i].Rule.KnownFrom} | {string.Join(" | ", cells)} |");
        }

        Line(text, $"| **PerfGate** | | {string.Join(" | ", shown.Select(static result => Cell(result.Gate)))} |");
    }

    private static string Cell(Tally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tally.FalseAlarms}; {tally.Found[Index(0.15)].Value * 100:0} / {tally.Found[Index(0.25)].Value * 100:0} %");

    private static int Index(double level) => Tally.Levels.ToList().IndexOf(level);

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
