using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

public class ResultSetsTests
{
    private static readonly BenchmarkResult Failed = TestResults.Benchmark("A") with { Metrics = [], Failure = "it crashed" };

    [Fact]
    public void Launches_are_appended_in_order()
    {
        var merged = Merge(TestResults.Benchmark("A", [1, 2]), TestResults.Benchmark("A", [3], [4]), TestResults.Benchmark("A", [5]));
        TestResults.Describe(merged.Benchmarks.Single().Find("time")!.Launches).ShouldBe("1 2 | 3 | 4 | 5");
        merged.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Another_suite_or_job_is_another_benchmark()
    {
        var first = TestResults.Benchmark("A", [1]);
        Merge(first, first with { Suite = "other" }, first with { Id = first.Id with { Job = "Server=True" } })
            .Benchmarks.Length.ShouldBe(3);
    }

    [Fact]
    public void A_benchmark_that_failed_in_a_launch_keeps_the_others_and_says_so()
    {
        var merged = Merge(TestResults.Benchmark("A", [1]), Failed, TestResults.Benchmark("A", [2]));
        merged.Benchmarks.Single().HasFailed.ShouldBeFalse();
        TestResults.Describe(merged.Benchmarks.Single().Find("time")!.Launches).ShouldBe("1 | 2");
        merged.Warnings.ShouldHaveSingleItem().ShouldBe("N.T.A failed in 1 of 3 launches (it crashed); the others count.");
    }

    [Fact]
    public void A_benchmark_that_failed_in_the_first_launch_keeps_the_others() =>
        Merge(Failed, TestResults.Benchmark("A", [2])).Benchmarks.Single().HasFailed.ShouldBeFalse();

    [Fact]
    public void A_benchmark_that_failed_in_every_launch_has_failed() =>
        Merge(Failed, Failed).Benchmarks.ShouldHaveSingleItem().Failure.ShouldBe("it crashed");

    [Fact]
    public void Entries_that_cannot_be_told_apart_stay_apart_over_launches()
    {
        ResultSet Launch(double value) => new(
            new Provenance(), new HostEnvironment(), [TestResults.Benchmark("A", [value]), TestResults.Benchmark("A", [value + 10])], []);
        ResultSets.MergeLaunches([Launch(1), Launch(2)]).Benchmarks
            .Select(benchmark => TestResults.Describe(benchmark.Find("time")!.Launches))
            .ShouldBe(["1 | 2", "11 | 12"]);
    }

    [Fact]
    public void Joining_keeps_every_entry() =>
        ResultSets.Join([TestResults.Of(TestResults.Benchmark("A", [1])), TestResults.Of(TestResults.Benchmark("A", [2]))])
            .Benchmarks.Length.ShouldBe(2);

    [Fact]
    public void Provenance_is_what_all_say_alike_with_the_last_time()
    {
        var merged = ResultSets.Join([
            TestResults.Of(
                TestResults.Benchmark("A", [1]),
                provenance: new Provenance("c", "t1", "main", false, DateTimeOffset.UnixEpoch.AddDays(2))),
            TestResults.Of(TestResults.Benchmark("B", [1]), provenance: new Provenance("c", "t2", "main", true, DateTimeOffset.UnixEpoch)),
        ]);
        merged.Provenance.ShouldBe(new Provenance("c", null, "main", true, DateTimeOffset.UnixEpoch.AddDays(2)));
    }

    [Fact]
    public void Equal_warnings_are_given_once()
    {
        var set = TestResults.Of(TestResults.Benchmark("A", [1])) with { Warnings = ["doubtful"] };
        ResultSets.MergeLaunches([set, set]).Warnings.ShouldBe(["doubtful"]);
    }

    private static ResultSet Merge(params ImmutableArray<BenchmarkResult> launches) =>
        ResultSets.MergeLaunches([.. launches.Select(launch => TestResults.Of(launch))]);
}
