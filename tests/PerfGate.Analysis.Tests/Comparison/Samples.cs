using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Tests.Comparison;

/// <summary>Result sets that tests are made of.</summary>
internal static class Samples
{
    public static ComparisonOptions Paired { get; } = new() { Design = LaunchDesign.Paired };

    public static ComparisonOptions Independent { get; } = new();

    public static HostEnvironment Machine { get; } = new(
        "linux", "Debian 12", "x64", "AMD EPYC 7763", 4, 2, ".NET 10.0", "10.0.1", "BenchmarkDotNet 0.14.0", "RELEASE");

    public static BenchmarkId Id(string method, string job = "") => new("Demo", "Bench", method, "", job, ".NET 10.0");

    public static ResultSet Set(params BenchmarkResult[] benchmarks) => new(new Provenance(), Machine, [.. benchmarks], []);

    public static BenchmarkResult Benchmark(string method, params double[][] launches) => Benchmark(Id(method), Metric.Time, launches);

    public static BenchmarkResult Benchmark(BenchmarkId id, Metric metric, params double[][] launches) =>
        new(id, "Suite", [Of(metric, launches)]);

    public static MetricSamples Of(Metric metric, params double[][] launches) =>
        new(metric, [.. launches.Select(launch => launch.ToImmutableArray())]);

    /// <summary>Launches around a level: each off by a launch effect, each iteration off by noise.</summary>
    public static double[][] Launches(
        Random random, double level, int launches, double launchNoise, double noise = 0.01, int iterations = 15) =>
    [
        .. Enumerable.Range(0, launches).Select(_ =>
        {
            var launch = level * Math.Exp(launchNoise * Normal(random));
            return Enumerable.Range(0, iterations).Select(_ => launch * Math.Exp(noise * Normal(random))).ToArray();
        }),
    ];

    public static MetricComparison Single(this ComparisonResult result) => result.Comparisons.Single();

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
