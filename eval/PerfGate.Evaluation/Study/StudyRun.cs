using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using PerfGate.Evaluation.Rules;
using PerfGate.Evaluation.Simulation;

namespace PerfGate.Evaluation.Study;

/// <summary>How much is simulated.</summary>
/// <param name="Seed">Seed of everything.</param>
/// <param name="Unchanged">Unchanged suites a scenario.</param>
/// <param name="Changed">Suites with slowed benchmarks a scenario.</param>
/// <param name="Peers">Suites of each that the other tools' rules see, which are slower.</param>
internal sealed record StudySize(int Seed, int Unchanged, int Changed, int Peers);

/// <summary>One scenario, simulated.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Gate">What PerfGate did.</param>
/// <param name="Peers">What each peer's rule did.</param>
internal sealed record ScenarioResult(Scenario Scenario, Tally Gate, IReadOnlyList<(PeerRule Rule, Tally Tally)> Peers);

/// <summary>Runs the simulated part of the study.</summary>
internal sealed class StudyRun(StudySize size, ComparisonOptions options)
{
    /// <summary>Slowed benchmarks a changed suite.</summary>
    private const int Slowed = 5;

    private const int HistoryRuns = 10;

    public ScenarioResult Run(Scenario scenario)
    {
        var gate = new Tally();
        // Slices in lockstep are nothing that the other tools measure.
        var peers = scenario.Flow == Flow.Lockstep ? [] : PeerRule.All.Select(static rule => (rule, new Tally())).ToList();
        for (var suite = 0; suite < (scenario.Uniform > 0 ? 0 : size.Unchanged); suite++)
        {
            var changes = new double[scenario.Benchmarks];
            var laboratory = new Laboratory(scenario, Dice.For(size.Seed, scenario.Name, suite), changes);
            var result = laboratory.Judge(options);
            gate.AddUnchanged(
                result.Comparisons.Any(static comparison => Tally.Grade(comparison) > Severity.None),
                result.Comparisons.Count(static comparison => comparison.Evidence == Evidence.Undecided),
                changes.Length,
                laboratory.ExtraLaunches);
            if (suite >= size.Peers) continue;
            var dice = Dice.For(size.Seed + 1, scenario.Name, suite);
            var samples = Enumerable.Range(0, changes.Length).Select(i => Pooled(laboratory, i, dice)).ToArray();
            foreach (var (rule, tally) in peers) tally.AddUnchanged(samples.Any(rule.Alarms), 0, changes.Length, 0);
        }

        for (var suite = 0; suite < size.Changed; suite++) RunChanged(scenario, suite, gate, peers);
        return new ScenarioResult(scenario, gate, peers);
    }

    private void RunChanged(Scenario scenario, int suite, Tally gate, List<(PeerRule Rule, Tally Tally)> peers)
    {
        var dice = Dice.For(size.Seed + 2, scenario.Name, suite);
        var changes = Enumerable.Repeat(scenario.Uniform, scenario.Benchmarks).ToArray();
        var slowed = scenario.Uniform > 0 ? [] : Slow(changes, dice);
        var laboratory = new Laboratory(scenario, dice, changes);
        var result = laboratory.Judge(options);
        if (scenario.Uniform > 0) gate.AddUniform(result.Comparisons.Any(static comparison => Tally.Grade(comparison) > Severity.None));
        foreach (var (benchmark, level) in slowed)
        {
            var comparison = result.Comparisons.Single(comparison => Laboratory.IndexOf(comparison.Benchmark) == benchmark);
            var severity = Tally.Grade(comparison);
            gate.AddSlowed(level, severity > Severity.None, comparison.Evidence == Evidence.Undecided);
            if (severity > Severity.None) gate.AddGraded(level, severity);
        }

        if (suite >= size.Peers) return;
        foreach (var (rule, tally) in peers)
        {
            foreach (var (benchmark, level) in slowed) tally.AddSlowed(level, rule.Alarms(Pooled(laboratory, benchmark, dice)), false);
            if (scenario.Uniform > 0)
            {
                tally.AddUniform(Enumerable.Range(0, changes.Length).Any(i => rule.Alarms(Pooled(laboratory, i, dice))));
            }
        }
    }

    private static Dictionary<int, int> Slow(double[] changes, Dice dice)
    {
        var slowed = new Dictionary<int, int>();
        var wanted = changes.Length < 2 * Slowed ? 1 : Slowed;
        while (slowed.Count < wanted)
        {
            var level = dice.Below(Tally.Levels.Count);
            var benchmark = dice.Below(changes.Length);
            if (slowed.TryAdd(benchmark, level)) changes[benchmark] = Math.Log(1 + Tally.Levels[level]);
        }

        return slowed;
    }

    private static PeerSamples Pooled(Laboratory laboratory, int benchmark, Dice dice) => new(
        [.. laboratory.Was[benchmark].SelectMany(static launch => launch)],
        [.. laboratory.Now[benchmark].SelectMany(static launch => launch)],
        laboratory.History(benchmark, HistoryRuns),
        dice);
}
