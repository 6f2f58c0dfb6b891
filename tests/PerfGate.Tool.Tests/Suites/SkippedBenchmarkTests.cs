using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>What a budget did not reach is undecided: neither gone nor failed.</summary>
public sealed class SkippedBenchmarkTests
{
    [Fact]
    public void A_method_of_which_no_case_was_measured_has_not_failed()
    {
        var inner = new BenchmarkId("Bench", "Work+Inner", "Sized");
        var listed = new BenchmarkId("Bench.Work", "Inner", "Sized");
        var other = new BenchmarkId("Bench", "Work", "Broken");
        SkippedBenchmark[] skipped =
        [
            new("Bench", inner with { Parameters = "N=1" }, "The budget was spent."),
            new("Bench", inner with { Parameters = "N=2" }, "The budget was spent."),
        ];
        var comparison = new ComparisonResult(
            new EnvironmentComparison(new HostEnvironment(), new HostEnvironment(), Comparable: true, []),
            [
                Item(listed, ComparisonStatus.Failed),
                Item(inner with { Parameters = "N=1", Runtime = ".NET 10.0" }, ComparisonStatus.Removed),
                Item(other, ComparisonStatus.Failed),
            ],
            []);

        var result = SideBySide.With(comparison, skipped);

        result.Comparisons.Select(item => (item.Benchmark.FullName, item.Status)).ShouldBe(
        [
            ("Bench.Work.Broken", ComparisonStatus.Failed),
            ("Bench.Work+Inner.Sized(N=1)", ComparisonStatus.Compared),
            ("Bench.Work+Inner.Sized(N=2)", ComparisonStatus.Compared),
        ]);
    }

    private static MetricComparison Item(BenchmarkId id, ComparisonStatus status) =>
        new(id, "Bench", Metric.Time, status, Evidence.Undecided, Baseline: null, Current: null, Estimate: null, "there is nothing", []);
}
