using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>How the launches of the two sides relate to each other.</summary>
public enum LaunchDesign
{
    /// <summary>The sides were measured apart: nothing but their environment ties them together.</summary>
    Independent,

    /// <summary>Launch <c>k</c> of one side ran next to launch <c>k</c> of the other, on the same machine, in random order.</summary>
    Paired,

    /// <summary>
    /// As <see cref="Paired"/>, and iteration <c>i</c> of a launch ran right next to iteration <c>i</c> of the other side's launch:
    /// both processes lived at once and took turns in slices of milliseconds.
    /// </summary>
    Lockstep,
}

/// <summary>What the comparison assumes and how sure it has to be.</summary>
public sealed record ComparisonOptions
{
    /// <summary>How the launches of the two sides relate.</summary>
    public LaunchDesign Design { get; init; } = LaunchDesign.Independent;

    /// <summary>Probability that an unchanged suite raises an alarm, over all its benchmarks together.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Relative change that is of no interest: 0.02 is 2 %. "Worse" means worse than this.</summary>
    public double Indifference { get; init; } = 0.02;

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

/// <summary>A benchmark that needs more launch pairs before it can be decided.</summary>
/// <param name="Benchmark">Which benchmark.</param>
/// <param name="Suite">Its project.</param>
/// <param name="Pairs">How many more launch pairs the next look wants.</param>
/// <param name="Estimate">The interim estimate.</param>
public sealed record MeasurementRequest(BenchmarkId Benchmark, string Suite, int Pairs, ChangeEstimate? Estimate);

/// <summary>Whether times of the two sides may be compared, and what differs.</summary>
/// <param name="Baseline">Where the baseline was measured.</param>
/// <param name="Current">Where the current results were measured.</param>
/// <param name="Comparable">Whether both have the same environment key.</param>
/// <param name="Differences">What differs, one phrase each, coarse facts first.</param>
public sealed record EnvironmentComparison(
    HostEnvironment Baseline,
    HostEnvironment Current,
    bool Comparable,
    ImmutableArray<string> Differences);

/// <summary>Two result sets, compared.</summary>
/// <param name="Environment">Whether the environments allow a comparison of times.</param>
/// <param name="Comparisons">One entry a benchmark and metric, sorted by suite, benchmark and metric.</param>
/// <param name="Requests">
/// What should be measured again before the rest can be decided; empty when all is decided or the looks are used up.
/// </param>
public sealed record ComparisonResult(
    EnvironmentComparison Environment,
    ImmutableArray<MetricComparison> Comparisons,
    ImmutableArray<MeasurementRequest> Requests);
