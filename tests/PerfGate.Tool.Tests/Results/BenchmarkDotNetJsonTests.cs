using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

public class BenchmarkDotNetJsonTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("\"\"")]
    [InlineData("\"NaN\"")]
    [InlineData("-Infinity")]
    [InlineData("1e400")]
    public void A_missing_number_is_missing_and_never_zero(string missing)
    {
        var benchmark = Read($$"""
            "Statistics": { "OriginalValues": [ 1.5, {{missing}}, 2.5 ], "Skewness": {{missing}} },
            "Memory": { "Gen0Collections": {{missing}}, "TotalOperations": 1000, "BytesAllocatedPerOperation": {{missing}} },
            "Metrics": [ { "Value": {{missing}}, "Descriptor": { "Id": "LockContentionCount" } } ]
            """);
        TestResults.Describe(benchmark.Metrics.ShouldHaveSingleItem().Launches).ShouldBe("1.5 2.5");
    }

    [Theory]
    [InlineData("\"Statistics\": null")]
    [InlineData("\"Memory\": null")]
    [InlineData("\"Statistics\": { \"OriginalValues\": [] }")]
    [InlineData("\"Statistics\": { \"OriginalValues\": [ NaN ] }")]
    public void A_benchmark_without_a_usable_value_has_failed(string json) => Read(json).HasFailed.ShouldBeTrue();

    [Fact]
    public void Only_result_iterations_of_the_workload_count()
    {
        static string Measurement(string mode, string stage, int launch, double nanoseconds) =>
            $$"""{ "IterationMode": "{{mode}}", "IterationStage": "{{stage}}","""
            + FormattableString.Invariant($$""" "LaunchIndex": {{launch}}, "Operations": 4, "Nanoseconds": {{nanoseconds}} }""");
        var benchmark = Read($$"""
            "Statistics": { "OriginalValues": [ 1, 2, 3 ] },
            "Measurements": [
              {{Measurement("Overhead", "Actual", 1, 1)}}, {{Measurement("Workload", "Warmup", 1, 2)}}, {{Measurement("Workload", "Actual", 1, 3)}},
              {{Measurement("Workload", "Result", 2, 12)}}, {{Measurement("Workload", "Result", 1, 4)}}, {{Measurement("Workload", "Result", 1, 8)}}
            ]
            """);
        TestResults.Describe(benchmark.Find("time")!.Launches).ShouldBe("1 2 | 3");
    }

    [Fact]
    public void Without_result_iterations_the_original_values_count() =>
        TestResults.Describe(Read("\"Statistics\": { \"OriginalValues\": [ 1, 2 ] }, \"Measurements\": [ ]").Find("time")!.Launches)
            .ShouldBe("1 2");

    [Fact]
    public void Memory_yields_exact_bytes_and_collections_in_a_thousand_operations()
    {
        var benchmark = Read("""
            "Statistics": { "OriginalValues": [ 1 ] },
            "Memory": { "Gen0Collections": 3, "Gen1Collections": 0, "Gen2Collections": 1, "TotalOperations": 128, "BytesAllocatedPerOperation": 501549 },
            "Metrics": [ { "Value": 1, "Descriptor": { "Id": "Gen0Collects" } }, { "Value": 7, "Descriptor": { "Id": "Allocated Memory" } } ]
            """);
        benchmark.Metrics.Skip(1).Select(samples => (samples.Metric, samples.Values.Single())).ShouldBe([
            (Metric.Allocated, 501549), (Metric.Gen0, 23.4375), (Metric.Gen1, 0), (Metric.Gen2, 7.8125),
        ]);
    }

    [Fact]
    public void Metrics_of_other_diagnosers_keep_unit_and_direction() =>
        Read("""
            "Statistics": { "OriginalValues": [ 1 ] },
            "Metrics": [
              { "Value": 2, "Descriptor": { "Id": "CompletedWorkItemCount", "Unit": "Count", "TheGreaterTheBetter": true } },
              { "Value": 3, "Descriptor": { "Id": "Native Code Size", "Unit": "B", "TheGreaterTheBetter": false } }
            ]
            """).Metrics.Skip(1).Select(samples => samples.Metric).ShouldBe([
                new Metric("completed-work-item-count", "Count", Better.Higher, MetricKind.Sampled),
                new Metric("native-code-size", "B", Better.Lower, MetricKind.Sampled),
            ]);

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_change_nothing()
    {
        using var folder = new TestFolder();
        var json = Export("\"Statistics\": { \"OriginalValues\": [ 1 ] }").ReplaceLineEndings("\n");
        var plain = ResultReader.Read([folder.Write("plain.json", json)]);
        var returned = Encoding.UTF8.GetBytes(json.ReplaceLineEndings("\r\n"));
        var marked = ResultReader.Read([folder.Write("marked.json", [.. Encoding.UTF8.Preamble, .. returned])]);
        TestResults.Describe(marked).ShouldBe(TestResults.Describe(plain));
    }

    [Theory]
    [InlineData("{ \"Title\": \"T\", \"HostEnvironmentInfo\": null }", "export.json(1,45)", "no \"Benchmarks\"")]
    [InlineData("{ \"Benchmarks\": 5 }", "export.json(1,17)", "an array was expected")]
    [InlineData("{ \"Benchmarks\": [\n  { \"Type\": \"T\" }\n] }", "export.json(2,3)", "no \"Method\"")]
    [InlineData("{ \"Benchmarks\": [], \"Benchmarks\": [] }", "export.json(1,21)", "stands twice")]
    [InlineData("{ \"Benchmarks\": [\n  { \"Type\": [] }\n] }", "export.json(2,13)", "A string was expected")]
    [InlineData("{ \"Benchmarks\": [\n  { \"Type\": \"\\ud800\" }\n] }", "export.json(2,13)", "surrogate")]
    [InlineData("{ \"Benchmarks\": [ { \"Skewness\": NaN, \"x\": nope } ] }", "export.json(1,44)", "not valid JSON")]
    [InlineData("{ \"Benchmarks\": [\n  { \"Type\": ", "export.json(2,13)", "cut off")]
    [InlineData("[]", "export.json(1,1)", "an object was expected")]
    public void What_is_refused_is_named_with_its_place(string json, string place, string text)
    {
        var refused = Should.Throw<PerfGateException>(() => TestResults.ReadExport(json));
        refused.Code.ShouldBe(ErrorCode.ResultsNotReadable);
        refused.Origin.ShouldBe(place);
        refused.Message.ShouldContain(text);
        refused.Next.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_debug_build_and_a_debugger_are_doubtful() =>
        TestResults.ReadExport("""{ "HostEnvironmentInfo": { "HasAttachedDebugger": true, "Configuration": "DEBUG" }, "Benchmarks": [] }""")
            .Warnings.Length.ShouldBe(2);

    private static BenchmarkResult Read(string properties) => TestResults.ReadExport(Export(properties)).Benchmarks.Single();

    private static string Export(string properties) => $$"""
        {
          "Title": "T-20260101-000000",
          "HostEnvironmentInfo": { "OsVersion": "Ubuntu 24.04", "LogicalCoreCount": null },
          "Benchmarks": [
            { "DisplayInfo": "T.M: DefaultJob", "Namespace": null, "Type": "T", "Method": "M", {{properties}} }
          ]
        }
        """;
}
