using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Evaluation.Simulation;
using PerfGate.Tool.Results;

namespace PerfGate.Fuzzing.Seeds;

/// <summary>Results as the program itself writes them.</summary>
internal static class SampleSets
{
    public const string Commit = "462ab3cb0123456789abcdef0123456789abcdef";

    private static readonly HostEnvironment Host = new(
        "linux", "Ubuntu 24.04", "x64", "AMD EPYC 7763", 4, 2, ".NET 10.0", ".NET 10.0.1 (10.0.125.1)",
        "BenchmarkDotNet 0.14.0", "RELEASE");

    private static readonly Provenance Origin = new(
        Commit, "8ae60da70123456789abcdef0123456789abcdef", "refs/heads/main",
        Time: new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), RunId: "500.1");

    /// <summary>A suite with a bit of everything.</summary>
    public static ResultSet Small { get; } = new(
        Origin,
        Host,
        [
            Benchmark("Suite", "Parse", "N=100, Mode=Fast", 120, 1),
            Benchmark("Suite", "Cache<String, Object>.Get", "", 8.5e6, 3),
            new BenchmarkResult(new BenchmarkId("Shop", "Cart", "Total"), "Other", [], "InvalidOperationException: it is empty"),
            new BenchmarkResult(
                new BenchmarkId("", "Odd", "Rate", "text=a|b`c", "Server=True", ".NET 10.0"),
                "Other",
                [
                    new MetricSamples(new Metric("rate", "/s", Better.Higher, MetricKind.Sampled), [[1e6, 1.1e6], [1.05e6]]),
                    MetricSamples.FromValue(Metric.Allocated, 0),
                ]),
        ],
        ["A benchmark was measured with a debugger attached."]);

    /// <summary>A single benchmark.</summary>
    public static ResultSet One { get; } = new(Origin, Host, [Benchmark("Suite", "Parse", "", 10, 3)], []);

    /// <summary>The same with all values multiplied, as if the program had become slower.</summary>
    public static ResultSet Slower(ResultSet results, double factor) => results with
    {
        Benchmarks = [.. results.Benchmarks.Select(benchmark => benchmark with
        {
            Metrics = [.. benchmark.Metrics.Select(samples => samples with
            {
                Launches = [.. samples.Launches.Select(launch => launch.Select(value => value * factor).ToImmutableArray())],
            })],
        })],
    };

    public static byte[] Bytes(ResultSet results)
    {
        using var stream = new MemoryStream();
        ResultSetJson.Write(stream, results);
        return stream.ToArray();
    }

    private static BenchmarkResult Benchmark(string suite, string method, string parameters, double level, int launches)
    {
        var dice = Dice.For(1, method, launches);
        ImmutableArray<ImmutableArray<double>> times =
        [
            .. Enumerable.Range(0, launches).Select(_ =>
                Enumerable.Range(0, 15).Select(_ => level * Math.Exp(0.02 * dice.Normal())).ToImmutableArray()),
        ];
        return new BenchmarkResult(
            new BenchmarkId("Contoso.Benchmarks", "Parsing", method, parameters, "", ".NET 10.0"),
            suite,
            [
                new MetricSamples(Metric.Time, times), MetricSamples.FromValue(Metric.Allocated, 4096),
                MetricSamples.FromValue(Metric.Gen0, 0.2),
            ]);
    }
}
