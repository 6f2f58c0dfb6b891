using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Benchmarks;

/// <summary>Results of a suite as they come from a run: the same ones in each process.</summary>
internal static class Suite
{
    private static readonly HostEnvironment Host = new(
        "linux", "Ubuntu 24.04", "x64", "A CPU", 4, 2, ".NET 10.0", ".NET 10.0.1", "BenchmarkDotNet 0.14.0", "RELEASE");

    /// <summary>Results of three launches of fifteen iterations; a tenth of the benchmarks is slower by a factor.</summary>
    public static ResultSet Results(int benchmarks, double factor)
    {
        var random = new Random(benchmarks);
        var results = Enumerable.Range(0, benchmarks).Select(i => new BenchmarkResult(
            new BenchmarkId("Contoso.Parsing.Benchmarks", $"Type{i / 20}Benchmarks",
                string.Create(CultureInfo.InvariantCulture, $"Method{i}"), i % 3 == 0 ? "Size=4096, Mode=Fast" : "", "", ".NET 10.0"),
            "Contoso.Benchmarks",
            [Times(random, Math.Exp(3 + (random.NextDouble() * 12)) * (i % 10 == 0 ? factor : 1)),
                MetricSamples.FromValue(Metric.Allocated, i * 8)]));
        return new ResultSet(new Provenance(), Host, [.. results], []);
    }

    public static ComparisonResult Compared(ResultSet before, ResultSet after)
    {
        var policy = new GatePolicy();
        return Comparer.Compare(Gate.SelectMetrics(policy, before), Gate.SelectMetrics(policy, after), Gate.OptionsFor(policy));
    }

    public static Report Report(int benchmarks)
    {
        var comparison = Compared(Results(benchmarks, 1), Results(benchmarks, 1.6));
        var result = Gate.Judge(comparison, new GatePolicy(), new DateOnly(2026, 1, 1), incomplete: false);
        return new Report(result, ExitCode.GateFailed, "base: commit 0123456789", "current: the working tree", ["Measured in 3 launches."],
            [], TimeSpan.FromMinutes(3));
    }

    private static MetricSamples Times(Random random, double level)
    {
        ImmutableArray<ImmutableArray<double>> launches =
        [
            .. Enumerable.Range(0, 3).Select(_ => Launch(random, level * (1 + (0.02 * (random.NextDouble() - 0.5))))),
        ];
        return new MetricSamples(Metric.Time, launches);
    }

    private static ImmutableArray<double> Launch(Random random, double level) =>
        [.. Enumerable.Range(0, 15).Select(_ => level * (1 + (0.01 * random.NextDouble())))];
}
