using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.BaselineStudy;

/// <summary>
/// Results as a real suite yields them: levels that stay from commit to commit, and noise that no compression takes away.
/// </summary>
internal static class StudyResults
{
    public static HostEnvironment Machine { get; } = new(
        "linux", "Ubuntu 24.04", "x64", "AMD EPYC 7763", 4, 2, ".NET 10.0", "10.0.1", "BenchmarkDotNet 0.14.0", "RELEASE");

    public static ResultSet Create(int benchmarks, int seed, DateTimeOffset time, string? run = null)
    {
        var levels = new Random(1);
        var noise = new Random(seed);
        var results = Enumerable.Range(0, benchmarks).Select(index =>
        {
            var (level, allocated) = (Math.Exp(Between(levels, 1.6, 17.7)), levels.Next(0, 20_000) * 8.0);
            ImmutableArray<ImmutableArray<double>> times =
            [
                .. Enumerable.Range(0, 3).Select(_ =>
                {
                    var launch = level * Math.Exp(Between(noise, -0.01, 0.01));
                    return Enumerable.Range(0, 10).Select(_ => launch * Math.Exp(Between(noise, -0.02, 0.02))).ToImmutableArray();
                }),
            ];
            return new BenchmarkResult(
                new BenchmarkId(
                    "Contoso.Product.Benchmarks",
                    FormattableString.Invariant($"Area{index / 25}Benchmarks"),
                    FormattableString.Invariant($"Method{index % 25}"),
                    FormattableString.Invariant($"N={index % 4 * 100}"),
                    "",
                    ".NET 10.0"),
                "Contoso.Product.Benchmarks",
                [
                    new MetricSamples(Metric.Time, times),
                    MetricSamples.FromValue(Metric.Allocated, allocated),
                    MetricSamples.FromValue(Metric.Gen0, allocated * Between(noise, 0.9, 1.1) / 4e5),
                    MetricSamples.FromValue(Metric.Gen1, 0),
                    MetricSamples.FromValue(Metric.Gen2, 0),
                ]);
        });
        return new ResultSet(
            new Provenance(Ref: "refs/heads/main", Time: time, RunId: run ?? FormattableString.Invariant($"{9_000_000_000 + seed}")),
            Machine,
            [.. results],
            []);
    }

    private static double Between(Random random, double low, double high) => low + (random.NextDouble() * (high - low));
}
