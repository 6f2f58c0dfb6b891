using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>A sampled metric of a benchmark that both sides measured. Changes are logarithms of the ratio, positive when worse.</summary>
/// <param name="Benchmark">The current side's id.</param>
/// <param name="Suite">The current side's project.</param>
/// <param name="Metric">Which metric.</param>
/// <param name="Baseline">The baseline's samples.</param>
/// <param name="Current">The current samples.</param>
/// <param name="Limit">Smallest change that matters.</param>
/// <param name="Indifference">Change that is of no interest.</param>
/// <param name="Boundaries">Changes at which severities begin; empty where no launches can be added.</param>
internal sealed record SampledCase(
    BenchmarkId Benchmark,
    string Suite,
    Metric Metric,
    SideData Baseline,
    SideData Current,
    double Limit,
    double Indifference,
    ImmutableArray<double> Boundaries)
{
    /// <summary>No clock and no loop resolves a smaller difference between two programs, however often it is repeated.</summary>
    public const double SmallestNanoseconds = 0.3;

    public static SampledCase Of(BenchmarkId id, string suite, SideData baseline, SideData current, ComparisonOptions options)
    {
        var metric = current.Samples.Metric;
        var floor = Floor(metric, baseline, current);
        var smallest = options.SmallestWorsening(id, metric);

        // An indifference at or above what matters would hide it.
        var indifference = Math.Min(options.Indifference, smallest / 2);
        return new SampledCase(
            id,
            suite,
            metric,
            baseline,
            current,
            Math.Max(Math.Log(1 + smallest), floor),
            Math.Max(Math.Log(1 + indifference), floor),
            options.Design == LaunchDesign.Independent ? [] : Logs(Require.Set(options.Boundaries(id, metric), nameof(options.Boundaries))));
    }

    /// <summary>Median of the side in nanoseconds; null when the metric is no time.</summary>
    public static double? InNanoseconds(Metric metric, SideData side) =>
        side.Summary is { } summary && Nanoseconds(metric.Unit) is { } factor ? summary.Median * factor : null;

    private static ImmutableArray<double> Logs(ImmutableArray<double> changes)
    {
        var logs = new double[changes.Length];
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(1 + changes[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(logs);
    }

    /// <summary>How many of them one unit of time is; null for what is no such unit.</summary>
    private static double? Nanoseconds(string unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        _ => null,
    };

    /// <summary>
    /// The change, as a logarithm, that no clock resolves. It is a difference of logarithms, as the ratio to a time that is next to nothing
    /// would be infinite, and all changes smaller than that.
    /// </summary>
    private static double Floor(Metric metric, SideData baseline, SideData current)
    {
        if (metric.Better != Better.Lower) return 0;
        var faster = Math.Min(InNanoseconds(metric, baseline) ?? double.MaxValue, InNanoseconds(metric, current) ?? double.MaxValue);
        return faster > 0 && double.IsFinite(faster) ? Math.Log(faster + SmallestNanoseconds) - Math.Log(faster) : 0;
    }
}
