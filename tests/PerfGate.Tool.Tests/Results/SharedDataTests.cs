using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

/// <summary>
/// Exports of other people's projects, over five years of BenchmarkDotNet. Without them at hand there is nothing to test.
/// </summary>
public class SharedDataTests
{
    [Theory]
    [InlineData("bdn/Crc32Benchmark-bdn0.12.1-2021-05-08-462ab3cb.json", 8, 0, "windows|x64|Intel Core i7-10850H|12|.NET 5.0")]
    [InlineData("bdn/Crc32Benchmark-bdn0.13.5-2023-03-08-8ae60da7.json", 8, 0, "windows|x64|Intel Core i7-10850H|12|.NET 6.0")]
    [InlineData("bdn/Crc32Benchmark-bdn0.15.8-2026-01-01-dc58e9ef.json", 8, 0, "windows|x64|Intel Core Ultra 7 165H|22|.NET 8.0")]
    [InlineData("bdn/SampleBaseline.json", 8, 0, "windows|x64|Intel Core i7-7660U|4|.NET Core 3.1")]
    [InlineData("bdn/SampleDiff.json", 8, 0, "windows|x64|Intel Core i7-7660U|4|.NET Core 3.1")]
    [InlineData("bdn/v0.12.0-JsonExporter-full.json", 2, 0, "windows|64mock|MockIntel Core i7-6700HQ|8|Clr 4.0")]
    [InlineData("bdn/publisher-failing", 3, 1, "linux|x64|AMD EPYC 7763|4|.NET 10.0")]
    [InlineData("bdn/publisher-jobs", 6, 0, "windows|x64|13th Gen Intel Core i7-13700H|20|.NET 10.0")]
    [InlineData("bdn/powerutils-four-exports", 2, 0, "windows|x64|AMD Ryzen 5 3600X|12|.NET 9.0")]
    [InlineData("machines/netpdf/phase-1-linux-x64", 33, 0, "linux|x64|AMD EPYC 7763|4|.NET 10.0")]
    [InlineData("machines/netpdf/phase-1-osx-arm64", 23, 0, "macos|arm64|Apple M4 Pro|14|.NET 10.0")]
    public void Is_read_completely(string path, int benchmarks, int failed, string environment)
    {
        if (TestResults.Shared is null) return;
        var results = ResultReader.Read([Path.Combine(TestResults.Shared, path)]);
        results.Benchmarks.Length.ShouldBe(benchmarks);
        results.Benchmarks.Count(benchmark => benchmark.HasFailed).ShouldBe(failed);
        results.Benchmarks.Select(benchmark => benchmark.Id).ShouldBeUnique();
        results.Environment.Key.ShouldBe("|" + environment);
        results.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Every_file_of_the_series_is_read()
    {
        if (TestResults.Shared is null) return;
        var files = Directory.GetFiles(Path.Combine(TestResults.Shared, "series"), "*.json", SearchOption.AllDirectories);
        files.Length.ShouldBe(16);
        var sets = files.Select(file => ResultReader.Read([file])).ToList();
        sets.Sum(set => set.Benchmarks.Length).ShouldBe(46);
        sets.ShouldAllBe(set => set.Benchmarks.All(benchmark => benchmark.Find("time")!.Count >= 4 && benchmark.Find("allocated") != null));
        sets.Select(set => set.Environment.Cpu).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Four_random_jobs_are_told_apart_by_their_characteristics()
    {
        if (TestResults.Shared is null) return;
        var results = ResultReader.Read([Path.Combine(TestResults.Shared, "bdn/SampleBaseline.json")]);
        var jobs = results.Benchmarks
            .Where(benchmark => benchmark.Id.Method == "Enqueue")
            .Select(benchmark => (benchmark.Id.Job, benchmark.Id.Runtime));
        jobs.ShouldBe([
            ("EvaluateOverhead=False, InvocationCount=100, LaunchCount=5, UnrollFactor=1", ".NET Core 3.1"),
            ("EvaluateOverhead=False, InvocationCount=1, Toolchain=net461, UnrollFactor=1", ".NET 4.6.1"),
            ("EvaluateOverhead=False, InvocationCount=1, Toolchain=net48, UnrollFactor=1", ".NET 4.8"),
            ("EvaluateOverhead=False, InvocationCount=1, Toolchain=netcoreapp3.1, UnrollFactor=1", ".NET Core 3.1"),
        ]);
        results.Benchmarks[0].Find("time")!.Launches.Length.ShouldBe(5);
    }

    [Fact]
    public void One_suite_keeps_its_identities_over_five_years()
    {
        if (TestResults.Shared is null) return;
        var order = Comparer<BenchmarkId>.Create((x, y) => string.CompareOrdinal(x.ToString(), y.ToString()));
        var years = Directory.GetFiles(Path.Combine(TestResults.Shared, "bdn"), "Crc32*.json")
            .Select(file => ResultReader.Read([file]).Benchmarks)
            .Select(benchmarks => benchmarks.Select(benchmark => benchmark.Id with { Runtime = "" }).Order(order).ToList())
            .ToList();
        years.Count.ShouldBe(3);
        years.ShouldAllBe(ids => ids.SequenceEqual(years[0]));
        years[0].ShouldAllBe(id => id.Job == "IterationCount=3, Server=True");
    }

    [Fact]
    public void Two_runtimes_of_one_file_are_two_benchmarks()
    {
        if (TestResults.Shared is null) return;
        var results = ResultReader.Read([Path.Combine(TestResults.Shared, "bdn/publisher-jobs")]);
        results.Benchmarks.Select(benchmark => (benchmark.Id.Job, benchmark.Id.Runtime)).Distinct()
            .ShouldBe([("", ".NET 8.0"), ("", ".NET 9.0")], ignoreOrder: true);
    }

    [Fact]
    public void Two_machines_are_not_one_measurement()
    {
        if (TestResults.Shared is null) return;
        var refused = Should.Throw<PerfGateException>(() => ResultReader.Read([Path.Combine(TestResults.Shared, "machines")]));
        refused.Code.ShouldBe(ErrorCode.MixedResults);
        refused.Message.ShouldContain("AMD EPYC 7763");
        refused.Message.ShouldContain("Apple M4 Pro");
    }

    [Fact]
    public void JSON_of_another_kind_is_refused()
    {
        if (TestResults.Shared is null) return;
        var path = Path.Combine(TestResults.Shared, "changepoints/tigerbeetle.json");
        Should.Throw<PerfGateException>(() => ResultReader.Read([path])).Code.ShouldBe(ErrorCode.ResultsNotReadable);
    }
}
