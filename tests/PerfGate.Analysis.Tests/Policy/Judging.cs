using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;

namespace PerfGate.Analysis.Tests.Policy;

/// <summary>Comparisons that tests of the gate are made of.</summary>
internal static class Judging
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    public static GateResult Judge(GatePolicy policy, params MetricComparison[] comparisons) =>
        Gate.Judge(Compared(comparisons), policy, Today);

    public static ComparisonResult Compared(params MetricComparison[] comparisons)
    {
        var here = new HostEnvironment();
        return new ComparisonResult(new EnvironmentComparison(here, here, Comparable: true, []), [.. comparisons], []);
    }

    public static MetricComparison Changed(string method, Evidence evidence, double ratio)
    {
        var side = new SideSummary(1, 1, 30, 3);
        var log = Math.Log(ratio);
        return Of(method, ComparisonStatus.Compared) with
        {
            Evidence = evidence,
            Baseline = side,
            Current = side,
            Estimate = new ChangeEstimate(ratio, ratio, ratio, 0.001, log, log, log),
        };
    }

    public static MetricComparison Of(string method, ComparisonStatus status) => new(
        new BenchmarkId("Lib", "Benchmarks", method),
        "",
        Metric.Time,
        status,
        Evidence.Undecided,
        null,
        null,
        null,
        null,
        ImmutableArray<string>.Empty);
}
