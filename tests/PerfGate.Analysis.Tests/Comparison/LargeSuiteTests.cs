using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

/// <summary>Suites that are large enough to be compared by several threads.</summary>
public sealed class LargeSuiteTests
{
    private const int Size = 2501;

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    public void All_of_the_work_is_done_and_none_of_it_twice(int count)
    {
        var done = new int[count];

        TwoThreads.Do(count, (from, to) =>
        {
            for (var i = from; i < to; i++) Interlocked.Increment(ref done[i]);
        });

        done.ShouldAllBe(times => times == 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(2501)]
    public void What_the_shares_yield_stays_in_their_order(int count) =>
        TwoThreads.Map(count, (from, to) => Enumerable.Range(from, to - from).ToArray()).SelectMany(share => share)
            .ShouldBe(Enumerable.Range(0, count));

    [Theory]
    [InlineData(10)]
    [InlineData(1990)]
    public void What_a_thread_throws_is_thrown(int bad) =>
        Should.Throw<FormatException>(() => TwoThreads.Do(2000, (from, to) =>
        {
            if (from <= bad && bad < to) throw new FormatException();
        }));

    [Fact]
    public void Each_comparison_is_that_of_its_benchmark()
    {
        var order = Enumerable.Range(0, Size).ToArray();
        new Random(3).Shuffle(order);

        // In any order, and with the metrics in another order on each side.
        var before = Set([.. order.Select(i => Two(i, 1, Metric.Time, Metric.Allocated))]);
        var after = Set([.. order.Reverse().Select(i => Two(i, Factor(i), Metric.Allocated, Metric.Time))]);
        var compared = Comparer.Compare(before, after, Independent).Comparisons;

        compared.Select(item => (item.Benchmark.Method, item.Metric)).ShouldBe(
            Enumerable.Range(0, Size).SelectMany(i => new[] { (Name(i), Metric.Allocated), (Name(i), Metric.Time) }));
        for (var i = 0; i < Size; i++)
        {
            var (bytes, time) = (compared[2 * i], compared[(2 * i) + 1]);
            (bytes.Baseline!.Median, bytes.Evidence).ShouldBe((i + 1, Evidence.Unchanged));
            (time.Baseline!.Median, time.Current!.Median).ShouldBe((i + 100, (i + 100) * Factor(i)));
            time.Evidence.ShouldBe(i % 500 == 7 ? Evidence.Worse : Evidence.Unchanged);
        }
    }

    [Fact]
    public void Of_several_metrics_each_comparison_stands_in_its_place()
    {
        var other = new Metric("rate", "1/s", Better.Higher, MetricKind.Sampled);
        var before = Set([.. Enumerable.Range(0, Size).Select(i => Sampled(i, i + 100, i + 5, other))]);
        var after = Set([.. Enumerable.Range(0, Size).Select(i => Sampled(i, (i + 100) * Factor(i), (i + 5) * Factor(i), other))]);

        var result = Comparer.Compare(before, after, Paired);

        result.Comparisons.Select(item => (item.Benchmark.Method, item.Metric.Name, item.Current!.Median)).ShouldBe(
            Enumerable.Range(0, Size).SelectMany(i => new[] { (Name(i), "rate", (i + 5) * Factor(i)), (Name(i), "time", (i + 100) * Factor(i)) }));
        result.Requests.Select(request => request.Benchmark.Method).ShouldBe(
            Enumerable.Range(0, Size).Where(i => Factor(i) > 1).Select(Name), ignoreOrder: true);
    }

    private static BenchmarkResult Sampled(int i, double time, double rate, Metric other) => new(
        Id(Name(i)), "Suite", [Of(Metric.Time, Launches(time)), Of(other, Launches(rate))]);

    private static double Factor(int i) => i % 500 == 7 ? 2 : 1;

    private static string Name(int i) => $"B{i:0000}";

    private static BenchmarkResult Two(int i, double factor, params Metric[] metrics) => new(
        Id(Name(i)),
        "Suite",
        [
            .. metrics.Select(metric => metric == Metric.Time
                ? Of(metric, Launches((i + 100) * factor))
                : MetricSamples.FromValue(metric, i + 1)),
        ]);

    private static double[][] Launches(double level) => [.. new[] { 0.99, 1, 1.01 }.Select(share => new[] { level * share })];
}
