using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Tests.Baselines;

internal static class SampleResults
{
    public static HostEnvironment Linux { get; } = new(
        "linux", "Ubuntu 24.04", "x64", "Intel Xeon Platinum 8370C", 4, 2, ".NET 10.0", "10.0.1", "BenchmarkDotNet 0.14.0", "RELEASE");

    public static HostEnvironment OtherCpu { get; } = Linux with { Cpu = "AMD EPYC 7763" };

    public static DateTimeOffset Noon { get; } = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One benchmark of one suite with three launches.</summary>
    public static ResultSet Create(
        string suite = "Suite",
        string method = "Run",
        double time = 100,
        HostEnvironment? environment = null,
        string? run = null,
        DateTimeOffset? at = null,
        bool dirty = false) =>
        new(
            new Provenance(Ref: "refs/heads/main", Dirty: dirty, Time: at ?? Noon, RunId: run),
            environment ?? Linux,
            [Benchmark(suite, method, time)],
            []);

    public static BenchmarkResult Benchmark(string suite, string method, double time = 100) => new(
        new BenchmarkId("Contoso.Benchmarks", "Parsing", method, "N=100", "", ".NET 10.0"),
        suite,
        [
            new MetricSamples(Metric.Time, [[time, time + 1], [time + 2], [time + 3]]),
            MetricSamples.FromValue(Metric.Allocated, 123_456_789),
        ]);

    /// <summary>A suite of realistic size; the noise is what cannot be compressed.</summary>
    public static ResultSet Large(int benchmarks, int launches, int iterations)
    {
        var random = new Random(1);
        var results = Enumerable.Range(0, benchmarks).Select(index =>
        {
            var level = Math.Exp(Uniform(random, Math.Log(5), Math.Log(5e7)));
            ImmutableArray<ImmutableArray<double>> times =
            [
                .. Enumerable.Range(0, launches).Select(_ =>
                {
                    var launch = level * Math.Exp(Uniform(random, -0.01, 0.01));
                    return Enumerable.Range(0, iterations).Select(_ => launch * Math.Exp(Uniform(random, -0.02, 0.02))).ToImmutableArray();
                }),
            ];
            var allocated = random.Next(0, 20_000) * 8.0;
            var id = new BenchmarkId(
                "Contoso.Product.Benchmarks",
                string.Create(CultureInfo.InvariantCulture, $"Area{index / 25}Benchmarks"),
                string.Create(CultureInfo.InvariantCulture, $"Method{index % 7}"),
                string.Create(CultureInfo.InvariantCulture, $"N={Math.Pow(10, index % 4)}, Mode={(index % 2 == 0 ? "Fast" : "Slow")}"),
                "",
                ".NET 10.0");
            return new BenchmarkResult(
                id,
                "Contoso.Product.Benchmarks",
                [
                    new MetricSamples(Metric.Time, times),
                    MetricSamples.FromValue(Metric.Allocated, allocated),
                    MetricSamples.FromValue(Metric.Gen0, allocated * Uniform(random, 0.9, 1.1) / 4e5),
                    MetricSamples.FromValue(Metric.Gen1, 0),
                    MetricSamples.FromValue(Metric.Gen2, 0),
                ]);
        });
        return new ResultSet(new Provenance(Ref: "refs/heads/main", Time: Noon, RunId: "1234567890"), Linux, [.. results], []);
    }

    private static double Uniform(Random random, double low, double high) => low + (random.NextDouble() * (high - low));
}
