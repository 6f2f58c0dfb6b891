using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

public class ResultSetJsonTests
{
    [Fact]
    public void Any_set_is_read_as_it_was_written()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var results = RandomResults.Create(new Random(seed));
            var bytes = TestResults.Write(results);
            TestResults.Describe(TestResults.ReadSet(bytes, "set")).ShouldBe(TestResults.Describe(results), $"seed {seed}");
        }
    }

    [Fact]
    public void Equal_sets_make_equal_files_whatever_the_order_and_the_culture()
    {
        var results = RandomResults.Create(new Random(7));
        var written = TestResults.Write(results);
#pragma warning disable RS0030 // A culture with decimal commas is what is tested.
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            TestResults.Write(results with { Benchmarks = [.. results.Benchmarks.Reverse()] }).ShouldBe(written);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
#pragma warning restore RS0030
    }

    [Fact]
    public void A_file_is_readable_by_eye_with_a_metric_a_line()
    {
        var benchmark = new BenchmarkResult(
            new BenchmarkId("N", "T<Int32>", "M", "A=\"x\"", "Server=True", ".NET 10.0"), "S",
            [new MetricSamples(Metric.Time, [[1.5, 2], [3]]), MetricSamples.FromValue(Metric.Allocated, 36)]);
        var results = TestResults.Of(
            benchmark,
            new HostEnvironment("linux", Architecture: "x64", LogicalCores: 4),
            new Provenance("c1", Time: DateTimeOffset.UnixEpoch));
        Encoding.UTF8.GetString(TestResults.Write(results)).ShouldBe("""
            {
              "schema": "perfgate.results/1",
              "provenance": {
                "commit": "c1",
                "time": "1970-01-01T00:00:00.0000000Z"
              },
              "environment": {
                "os": "linux",
                "architecture": "x64",
                "logicalCores": 4
              },
              "metrics": {
                "allocated": {
                  "unit": "B",
                  "better": "lower",
                  "kind": "exact"
                },
                "time": {
                  "unit": "ns",
                  "better": "lower",
                  "kind": "sampled"
                }
              },
              "benchmarks": [
                {
                  "benchmark": {"suite":"S","namespace":"N","type":"T<Int32>","method":"M","parameters":"A=\"x\"","job":"Server=True","runtime":".NET 10.0"},
                  "samples": {
                    "time": [[1.5,2],[3]],
                    "allocated": [[36]]
                  }
                }
              ]
            }

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_value_that_is_no_number_is_missing_not_zero()
    {
        var bytes = TestResults.Write(TestResults.Of(TestResults.Benchmark("M", [double.NaN, 1, double.PositiveInfinity], [double.NaN])));
        TestResults.Describe(TestResults.ReadSet(bytes, "set").Benchmarks.Single().Find("time")!.Launches).ShouldBe("1");
    }

    [Theory]
    [InlineData("[[null]]")]
    [InlineData("[[]]")]
    [InlineData("null")]
    public void A_benchmark_without_a_value_has_failed(string launches)
    {
        var benchmark = Read($$"""{ "benchmark": { "type": "T", "method": "M" }, "samples": { "time": {{launches}} } }""")
            .Benchmarks.Single();
        benchmark.HasFailed.ShouldBeTrue();
        benchmark.Metrics.ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_properties_are_ignored() =>
        Read("""{ "later": [ { } ], "benchmark": { "type": "T", "method": "M", "later": 1 }, "samples": { "time": [[1]] } }""")
            .Benchmarks.Single().Find("time")!.Count.ShouldBe(1);

    [Fact]
    public void Metrics_may_be_defined_behind_the_benchmarks_that_have_them()
    {
        var benchmarks = TestResults.ReadSet(
            """
            { "schema": "perfgate.results/1", "benchmarks": [
              { "benchmark": { "type": "T", "method": "A" }, "samples": { "x": [[1]], "y": [[2]] } },
              { "benchmark": { "type": "T", "method": "B" }, "samples": { "y": [[3]], "x": [[4]] } } ],
              "metrics": { "x": { "unit": "s", "better": "higher" }, "y": { "name": "z", "kind": "exact" } } }
            """u8.ToArray(),
            "set").Benchmarks;

        Metric x = new("x", "s", Better.Higher, MetricKind.Sampled), z = new("z", "", Better.Lower, MetricKind.Exact);
        benchmarks.SelectMany(benchmark => benchmark.Metrics).Select(samples => (samples.Metric, samples.Values.Single()))
            .ShouldBe([(x, 1.0), (z, 2.0), (z, 3.0), (x, 4.0)]);
    }

    [Theory]
    [InlineData("""{ "schema": "perfgate.results/2", "benchmarks": 7 }""", "perfgate.results/2")]
    [InlineData("""{ "benchmarks": [] }""", "no \"schema\"")]
    [InlineData(
        """{ "schema": "perfgate.results/1", "benchmarks": [ { "benchmark": { "type": "T", "method": "M" },"""
        + """ "samples": { "x": [[1]] } } ] }""",
        "does not define the metric \"x\"")]
    [InlineData("""{ "schema": "perfgate.results/1", "benchmarks": [ { "samples": { } } ] }""", "\"type\" and \"method\"")]
    [InlineData("""{ "schema": "perfgate.results/1", "metrics": { "x": { "better": "faster" } } }""", "\"lower\" or \"higher\"")]
    [InlineData("""{ "schema": "perfgate.results/1", "metrics": { "x": { }, "x": { } } }""", "stands twice")]
    [InlineData(
        """{ "schema": "perfgate.results/1", "benchmarks": [ { "benchmark": { "type": "T", "method": "M" },"""
        + """ "samples": { "x": [[1]], "x": [] } } ] }""",
        "\"x\" stands twice")]
    [InlineData("""{ "schema": "perfgate.results/1", "provenance": { "time": "noon" } }""", "no time")]
    public void What_is_refused_says_why(string json, string text)
    {
        var refused = Should.Throw<PerfGateException>(() => TestResults.ReadSet(Encoding.UTF8.GetBytes(json), "set.json"));
        refused.Code.ShouldBe(ErrorCode.ResultsNotReadable);
        refused.Origin!.ShouldStartWith("set.json(1,");
        refused.Message.ShouldContain(text);
    }

    [Fact]
    public void The_documented_example_is_a_result_set()
    {
        var docs = File.ReadAllText(Path.Combine(TestResults.Fixtures, "..", "..", "..", "..", "docs", "result-set.md"));
        var example = docs.Split("```json\n")[1].Split("```")[0];
        var results = TestResults.ReadSet(Encoding.UTF8.GetBytes(example), "docs/result-set.md");
        results.Benchmarks.Count(benchmark => benchmark.HasFailed).ShouldBe(1);
        results.Benchmarks.SelectMany(benchmark => benchmark.Metrics).Select(samples => samples.Metric.Name).Distinct()
            .ShouldBe(["time", "allocated", "throughput"], ignoreOrder: true);
        Encoding.UTF8.GetString(TestResults.Write(results)).ShouldBe(example);
    }

    private static ResultSet Read(string benchmark) => TestResults.ReadSet(Encoding.UTF8.GetBytes(
        $$"""{ "schema": "perfgate.results/1", "metrics": { "time": { "unit": "ns" } }, "benchmarks": [ {{benchmark}} ] }"""), "set");
}

/// <summary>Sets as sources yield them: finite values, no empty launch, a failure where there is no metric.</summary>
internal static class RandomResults
{
    private static readonly Metric[] Metrics =
    [
        Metric.Time,
        Metric.Allocated,
        new("time", "s", Better.Higher, MetricKind.Exact),
        new("täglich #2", "", Better.Higher, MetricKind.Sampled),
    ];

    public static ResultSet Create(Random random) => new(
        new Provenance(
            Text(random),
            null,
            Text(random),
            random.Next(2) == 0,
            DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(long.MaxValue / 8)),
            Text(random)),
        new HostEnvironment(
            Text(random), Text(random), "x64", Text(random), random.Next(64), random.Next(64), Text(random), Name: Text(random)),
        [.. Enumerable.Range(0, random.Next(6)).Select(_ => Benchmark(random)).OrderBy(benchmark => benchmark.Key, BenchmarkKey.Order)],
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => Text(random))]);

    private static BenchmarkResult Benchmark(Random random)
    {
        var id = new BenchmarkId(Text(random), "T" + Text(random), "M" + Text(random), Text(random), Text(random), Text(random));
        var metrics = Metrics
            .Where(_ => random.Next(2) == 0)
            .Select(metric => new MetricSamples(metric, Launches(random)))
            .ToImmutableArray();
        return new BenchmarkResult(id, Text(random), metrics, metrics.IsEmpty || random.Next(4) == 0 ? "failed " + Text(random) : null);
    }

    private static ImmutableArray<ImmutableArray<double>> Launches(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 4))
            .Select(_ => Enumerable.Range(0, random.Next(1, 5)).Select(_ => Number(random)).ToImmutableArray()),
    ];

    private static double Number(Random random)
    {
        while (true)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value)) return value;
        }
    }

    private static string Text(Random random)
    {
        string[] parts = ["", "a", "B", "\"", "\\", "\n", "\t", "\0", "é", "🙂", "<", "&", "'", "=", ", ", "\u2028", "/"];
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
