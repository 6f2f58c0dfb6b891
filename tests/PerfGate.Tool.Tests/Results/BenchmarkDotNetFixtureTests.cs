using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

public class BenchmarkDotNetFixtureTests
{
    private static readonly ResultSet All = ResultReader.Read([TestResults.Fixtures]);

    [Fact]
    public void A_folder_with_four_kinds_of_each_run_is_read_once()
    {
        All.Benchmarks.Length.ShouldBe(9);
        All.Benchmarks.Select(benchmark => benchmark.Id).ShouldBeUnique();
        All.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Sample.Texts")]
    [InlineData("Sample.Shortened")]
    [InlineData("Sample.Outer.Generic_Int32_")]
    public void The_four_kinds_hold_equal_numbers(string run)
    {
        string Values(string kind) => string.Join('\n', ResultReader.Read([File_(run, kind)]).Benchmarks.Select(benchmark =>
            $"{benchmark.Id} {benchmark.Failure} " +
            string.Join("; ", benchmark.Metrics
                .Where(samples => samples.Metric.Name != "exception-frequency")
                .Select(samples => $"{samples.Metric} {string.Join(' ', samples.Values)}"))));

        var full = Values("full");
        Values("full-compressed").ShouldBe(full);
        Values("brief").ShouldBe(full);
        Values("brief-compressed").ShouldBe(full);
    }

    [Fact]
    public void Measurements_are_grouped_by_launch_and_original_values_are_one_launch()
    {
        Find(ResultReader.Read([File_("Sample.Texts", "full")]), "Find").Find("time")!.Launches.Select(launch => launch.Length)
            .ShouldBe([3, 3]);
        Find(ResultReader.Read([File_("Sample.Texts", "brief")]), "Find").Find("time")!.Launches.Select(launch => launch.Length)
            .ShouldBe([6]);
    }

    [Fact]
    public void Of_several_kinds_the_one_with_launches_is_read() =>
        Find(All, "Find").Find("time")!.Launches.Length.ShouldBe(2);

    [Fact]
    public void A_failing_benchmark_has_failed_and_has_no_metric()
    {
        var failed = All.Benchmarks.Where(benchmark => benchmark.HasFailed).ToList();
        failed.Count.ShouldBe(2);
        failed.ShouldAllBe(benchmark => benchmark.Id.Method == "Broken" && benchmark.Metrics.IsEmpty);
    }

    [Fact]
    public void Diagnosers_yield_metrics() =>
        Find(All, "Join").Metrics.Select(samples => samples.Metric.Name)
            .ShouldBe(["time", "allocated", "gen0", "gen1", "gen2", "exception-frequency"]);

    [Fact]
    public void Jobs_are_their_characteristics_whatever_stands_in_descriptions_parameters_and_variables() =>
        All.Benchmarks.Where(benchmark => benchmark.Id.Method == "Join").Select(benchmark => benchmark.Id).ShouldBe([
            new BenchmarkId("Sample", "Texts", "Join", "Text=odd: (x) [y], z=1",
                "EnvironmentVariables=SAMPLE=a, b=(c) [d], EvaluateOverhead=False, InvocationCount=64, IterationCount=3, "
                + "LaunchCount=2, Server=False, UnrollFactor=16, WarmupCount=1",
                ".NET 10.0"),
            new BenchmarkId("Sample", "Texts", "Join", "Text=odd: (x) [y], z=1",
                "Concurrent=False, EvaluateOverhead=False, InvocationCount=64, IterationCount=3, "
                + "LaunchCount=2, UnrollFactor=16, WarmupCount=1",
                ".NET 10.0"),
        ]);

    [Fact]
    public void Arguments_and_parameters_are_separated_as_they_are_displayed() =>
        Find(All, "Find").Id.Parameters.ShouldBe("Text=odd: (x) [y], z=1, count=3");

    [Fact]
    public void A_nested_generic_type_keeps_its_outer_type_and_its_arguments() =>
        Find(All, "Fill").Id.FullName.ShouldBe("Sample.Outer+Generic<Int32>.Fill");

    [Fact]
    public void Values_that_are_shortened_alike_stay_apart()
    {
        var ids = All.Benchmarks.Where(benchmark => benchmark.Id.Type == "Shortened").Select(benchmark => benchmark.Id.Parameters).ToList();
        ids.Count.ShouldBe(2);
        ids.ShouldAllBe(parameters => parameters.StartsWith("text=the s(...)e end [31] #", StringComparison.Ordinal));
        ids.ShouldBeUnique();
    }

    [Fact]
    public void A_suite_runner_names_the_suite() =>
        ResultReader.ReadBenchmarkDotNet(TestResults.Fixtures, "Samples").Benchmarks.ShouldAllBe(benchmark => benchmark.Suite == "Samples");

    private static BenchmarkResult Find(ResultSet results, string method) =>
        results.Benchmarks.First(benchmark => benchmark.Id.Method == method);

    private static string File_(string run, string kind) => Path.Combine(TestResults.Fixtures, $"{run}-report-{kind}.json");
}
