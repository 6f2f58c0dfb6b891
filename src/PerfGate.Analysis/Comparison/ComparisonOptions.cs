using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>What the comparison assumes and how sure it has to be. Of large suites two threads ask its functions.</summary>
public sealed record ComparisonOptions
{
    /// <summary>How the launches of the two sides relate.</summary>
    public LaunchDesign Design { get; init; } = LaunchDesign.Independent;

    /// <summary>Probability that an unchanged suite raises an alarm, over all its benchmarks together.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Relative change that is of no interest: 0.02 is 2 %. "Worse" means worse than this.</summary>
    public double Indifference { get; init; } = 0.02;

    // A comparison knows no policy, which is a later stage; a test holds the next two against the limits of the policy by default.

    /// <summary>
    /// Smallest relative worsening that matters for a benchmark's metric, the lowest severity limit that a policy sets for it: 0.10 is
    /// 10 %.
    /// </summary>
    public Func<BenchmarkId, Metric, double> SmallestWorsening { get; init; } = static (_, _) => 0.10;

    /// <summary>
    /// Relative worsenings at which a policy's severities begin: 0.25 is 25 %. A confirmed change too close to one of them is measured once
    /// more while looks are left.
    /// </summary>
    public Func<BenchmarkId, Metric, ImmutableArray<double>> Boundaries { get; init; } = static (_, _) => [0.10, 0.25, 0.50];

    /// <summary>Relative growth of an exact metric that is still taken for unchanged, by benchmark and metric: 0.001 is 0.1 %.</summary>
    public Func<BenchmarkId, Metric, double> ExactTolerance { get; init; } = static (_, _) => 0.0;

    /// <summary>Launch pairs of everything that came first and served as the screen; they do not decide about suspects.</summary>
    public int ScreeningPairs { get; init; } = 3;

    /// <summary>
    /// Launch pairs that each further look at the suspects adds, in order. Looks at fewer than eight pairs in all only clear: that is
    /// where most suspects go, and a few pairs can agree by chance.
    /// </summary>
    public ImmutableArray<int> Looks { get; init; } = [2, 2, 4, 8];
}
