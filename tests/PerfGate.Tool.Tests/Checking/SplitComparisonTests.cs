using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Tests.Checking;

public sealed class SplitComparisonTests
{
    private static readonly SplitComparison Split = new([new WholeLaunchBenchmark("Bench", "Bench.Work.Own")]);

    [Fact]
    public void What_was_measured_by_whole_launches_is_compared_by_itself_and_the_error_rate_is_shared()
    {
        var seen = new List<(LaunchDesign Design, string Methods, int Parts)>();

        var comparison = Split.Compare(Results("A", "B", "Own"), Results("A", "Own"), (was, now, design, parts) =>
        {
            seen.Add((design, string.Join(' ', was.Benchmarks.Concat(now.Benchmarks).Select(benchmark => benchmark.Id.Method)), parts));
            return Comparer.Compare(was, now, new ComparisonOptions { Design = design });
        });

        seen.ShouldBe([(LaunchDesign.Paired, "Own Own", 2), (LaunchDesign.Lockstep, "A B A", 2)], ignoreOrder: true);
        comparison.Comparisons.Select(item => item.Benchmark.Method).ShouldBe(["A", "B", "Own"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("A", LaunchDesign.Lockstep)]
    [InlineData("Own", LaunchDesign.Paired)]
    public void A_suite_that_is_measured_in_one_way_has_all_of_the_error_rate(string method, LaunchDesign expected)
    {
        Split.Compare(Results(method), Results(method), (was, now, design, parts) =>
        {
            (design, parts).ShouldBe((expected, 1));
            return Comparer.Compare(was, now, new ComparisonOptions { Design = design });
        }).Comparisons.ShouldHaveSingleItem();
    }

    [Fact]
    public void Nothing_is_compared_once() =>
        Split.Compare(Results(), Results(), (was, now, design, _) => Comparer.Compare(was, now, new ComparisonOptions { Design = design }))
            .Comparisons.ShouldBeEmpty();

    private static ResultSet Results(params string[] methods) => new(
        new Provenance(),
        new HostEnvironment(),
        [
            .. methods.Select(method => new BenchmarkResult(
                new BenchmarkId("Bench", "Work", method), "Bench", [new MetricSamples(Metric.Time, [[100, 101, 102]])])),
        ],
        []);
}
