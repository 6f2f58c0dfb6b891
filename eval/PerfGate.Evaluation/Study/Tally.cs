using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;

namespace PerfGate.Evaluation.Study;

/// <summary>What one rule did in one scenario.</summary>
internal sealed class Tally
{
    /// <summary>Slowdowns that are injected, in ascending order.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0.05, 0.08, 0.12, 0.15, 0.20, 0.25, 0.35, 0.50, 0.75, 1.00];

    /// <summary>Unchanged suites in which at least one benchmark alarmed.</summary>
    public Rate FalseAlarms { get; private set; }

    /// <summary>Unchanged benchmarks that stayed open.</summary>
    public Rate Inconclusive { get; private set; }

    /// <summary>Slowed benchmarks that alarmed, by level.</summary>
    public Rate[] Found { get; } = new Rate[Levels.Count];

    /// <summary>Slowed benchmarks that stayed open, by level.</summary>
    public Rate[] Open { get; } = new Rate[Levels.Count];

    /// <summary>Alarms whose severity was the true one, by level.</summary>
    public Rate[] Graded { get; } = new Rate[Levels.Count];

    /// <summary>Suites slowed as a whole that alarmed.</summary>
    public Rate Uniform { get; private set; }

    /// <summary>Launches of both sides beyond the screen, a benchmark of an unchanged suite.</summary>
    public double ExtraLaunches { get; private set; }

    public void AddUnchanged(bool alarm, int open, int benchmarks, int extraLaunches)
    {
        ExtraLaunches = ((ExtraLaunches * FalseAlarms.Of) + ((double)extraLaunches / benchmarks)) / (FalseAlarms.Of + 1);
        FalseAlarms = FalseAlarms.Plus(alarm);
        Inconclusive = new Rate(Inconclusive.Hits + open, Inconclusive.Of + benchmarks);
    }

    public void AddSlowed(int level, bool alarm, bool open)
    {
        Found[level] = Found[level].Plus(alarm);
        Open[level] = Open[level].Plus(open);
    }

    public void AddGraded(int level, Severity severity) =>
        Graded[level] = Graded[level].Plus(severity == SeverityLimits.Default.Grade(Levels[level]));

    public void AddUniform(bool alarm) => Uniform = Uniform.Plus(alarm);

    /// <summary>What the default policy makes of a comparison.</summary>
    public static Severity Grade(MetricComparison comparison) => comparison.Evidence == Evidence.Worse
        ? SeverityLimits.Default.Grade(Math.Exp(comparison.Estimate!.Worsening) - 1)
        : Severity.None;
}
