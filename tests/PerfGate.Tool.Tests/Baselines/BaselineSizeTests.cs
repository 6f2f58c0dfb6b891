using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Tests.Git;
using Xunit.Abstractions;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>Prints the figures of docs/baselines.md and holds the limits that are promised there.</summary>
public sealed class BaselineSizeTests(ITestOutputHelper output)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Five_hundred_benchmarks_stay_well_under_150_KB()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var results = SampleResults.Large(benchmarks: 500, launches: 3, iterations: 10);
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync("HEAD", results, None);
        var blob = await sandbox.GitAsync("rev-parse", $"{BaselineStore.Ref}:{commit[..2]}/{commit[2..]}");

        var plain = await SizeAsync(sandbox, "objectsize", blob);
        var loose = await SizeAsync(sandbox, "objectsize:disk", blob);
        await sandbox.GitAsync("repack", "-a", "-d", "--quiet");
        var packed = await SizeAsync(sandbox, "objectsize:disk", blob);
        output.WriteLine(Invariant($"text {plain} B, loose object {loose} B, packed {packed} B"));
        var (stored, digits, integers) = (Zlib(Encode(results)), Zlib(Encode(AllDigits(results))), Zlib(Differences(results)));
        output.WriteLine(Invariant($"zlib: as stored {stored} B; all digits {digits} B; differences of integers {integers} B"));

        loose.ShouldBeLessThan(100_000);
        packed.ShouldBeLessThan(90_000);
    }

    [Fact]
    public async Task Large_records_are_written_listed_and_chosen_from()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var repository = await sandbox.OpenAsync();
        var store = new BaselineStore(repository, TimeProvider.System);
        var results = SampleResults.Large(benchmarks: 500, launches: 3, iterations: 10);
        var writing = TimeSpan.Zero;
        for (var round = 0; round < 6; round++)
        {
            await sandbox.CommitAsync();
            var start = TimeProvider.System.GetTimestamp();
            await store.AddAsync("HEAD", results, None);
            writing += TimeProvider.System.GetElapsedTime(start);
        }

        await sandbox.CommitAsync();
        var listing = await TimeAsync(async () => (await store.ListAsync(None)).Records.Length.ShouldBe(6));
        var own = await TimeAsync(async () => (await SelectAsync("HEAD~1")).Chosen!.Results.Benchmarks.Length.ShouldBe(500));
        var ancestor = await TimeAsync(async () => (await SelectAsync("HEAD")).Chosen!.Distance.ShouldBe(1));

        output.WriteLine(Invariant(
            $"ms: write {writing.TotalMilliseconds / 6:0}, list 6 {listing:0}, choose own {own:0}, choose ancestor among 6 {ancestor:0}"));

        Task<BaselineChoice> SelectAsync(string commit) =>
            BaselineSelection.SelectAsync(repository, new BaselineQuery(commit, SampleResults.Linux, []), None);
    }

    [Fact]
    public async Task Few_git_processes_are_started()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var trace = Path.Combine(sandbox.Root, "trace");
        sandbox.Environment["GIT_TRACE2_EVENT"] = trace;
        var repository = await sandbox.OpenAsync();
        var store = new BaselineStore(repository, TimeProvider.System);
        await store.AddAsync(commit, SampleResults.Create(run: "1"), None);

        var add = await CountAsync(() => store.AddAsync(commit, SampleResults.Create(run: "2"), None));
        var list = await CountAsync(() => store.ListAsync(None));
        var choose = await CountAsync(() =>
            BaselineSelection.SelectAsync(repository, new BaselineQuery(commit, SampleResults.Linux, []), None));

        output.WriteLine(Invariant($"git processes: add {add}, list {list}, choose own {choose}"));
        (add, list, choose).ShouldBe((9, 1, 1));

        async Task<int> CountAsync(Func<Task> action)
        {
            File.Delete(trace);
            await action();
            return File.ReadLines(trace).Count(line => line.Contains("\"event\":\"start\"", StringComparison.Ordinal));
        }
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var start = TimeProvider.System.GetTimestamp();
        await action();
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static byte[] Encode(ResultSet results) =>
        BaselineEncoder.Encode(
            results with
            {
                Provenance = results.Provenance with { Commit = new string('a', 40), Tree = new string('b', 40) },
            },
            "Suite");

    /// <summary>Exact metrics are not rounded.</summary>
    private static ResultSet AllDigits(ResultSet results) =>
        Map(results, samples => samples with { Metric = samples.Metric with { Kind = MetricKind.Exact } });

    /// <summary>What could be had by a shared exponent and differences from the first value: six digits as integers.</summary>
    private static byte[] Differences(ResultSet results) => Encode(Map(results, samples =>
    {
        if (samples.Count < 2) return samples;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(samples.Launches[0][0])) - 5);
        var first = Math.Round(samples.Launches[0][0] / unit);
        ImmutableArray<ImmutableArray<double>> differences =
        [
            [unit, first],
            .. samples.Launches.Select(launch => launch.Select(value => Math.Round(value / unit) - first).ToImmutableArray()),
        ];
        return samples with { Launches = differences };
    }));

    private static ResultSet Map(ResultSet results, Func<MetricSamples, MetricSamples> map) =>
        results with
        {
            Benchmarks =
            [
                .. results.Benchmarks.Select(benchmark => benchmark with { Metrics = [.. benchmark.Metrics.Select(map)] }),
            ],
        };

    private static long Zlib(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(bytes);
        return compressed.Length;
    }

    private static async Task<long> SizeAsync(GitSandbox sandbox, string what, string blob) =>
        long.Parse(await sandbox.GitAsync(["cat-file", $"--batch-check=%({what})"], blob + "\n"), CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
