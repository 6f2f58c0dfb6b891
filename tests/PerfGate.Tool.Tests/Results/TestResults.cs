using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

/// <summary>Where results for tests are, and how two sets are compared by value.</summary>
internal static class TestResults
{
    /// <summary>What BenchmarkDotNet 0.14.0 exported of three classes, each in all four kinds.</summary>
    public static string Fixtures { get; } =
        Path.Combine(Above(Path.Combine("tests", "PerfGate.Tool.Tests", "fixtures"))!, "benchmarkdotnet");

    /// <summary>Exports of other people's projects; null where they are not at hand.</summary>
    public static string? Shared { get; } =
        Environment.GetEnvironmentVariable("PERFGATE_SHARED_DATA") ?? Above(Path.Combine("shared", "data"));

    /// <summary>Everything in a set, one line a fact: the model's arrays compare by reference.</summary>
    public static string Describe(ResultSet results)
    {
        var text = new StringBuilder().Append(results.Provenance).Append('\n').Append(results.Environment).Append('\n');
        foreach (var warning in results.Warnings) text.Append("warning ").Append(warning).Append('\n');
        foreach (var benchmark in results.Benchmarks)
        {
            text.Append(benchmark.Suite).Append(": ").Append(benchmark.Id).Append(' ').Append(benchmark.Failure).Append('\n');
            foreach (var samples in benchmark.Metrics)
            {
                text.Append("  ").Append(samples.Metric).Append(' ').Append(Describe(samples.Launches)).Append('\n');
            }
        }

        return text.ToString();
    }

    public static string Describe(ImmutableArray<ImmutableArray<double>> launches) =>
        string.Join(
            " | ",
            launches.Select(launch => string.Join(' ', launch.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));

    /// <summary>A set of one benchmark with the given launches of its time.</summary>
    public static ResultSet Of(BenchmarkResult benchmark, HostEnvironment? environment = null, Provenance? provenance = null) =>
        new(provenance ?? new Provenance(), environment ?? new HostEnvironment(), [benchmark], []);

    public static BenchmarkResult Benchmark(string method, params ImmutableArray<double>[] launches) =>
        new(new BenchmarkId("N", "T", method), "S", [new MetricSamples(Metric.Time, [.. launches])]);

    /// <summary>Reads an export that stands in a test.</summary>
    public static ResultSet ReadExport(string json) => JsonCursor.Parse(Encoding.UTF8.GetBytes(json), "export.json", BenchmarkDotNetJson.Parse).Results;

    /// <summary>Reads a result set that stands in a test.</summary>
    public static ResultSet ReadSet(byte[] bytes, string origin) => JsonCursor.Parse(bytes, origin, ResultSetParser.Parse);

    public static byte[] Write(ResultSet results)
    {
        using var stream = new MemoryStream();
        ResultSetJson.Write(stream, results);
        return stream.ToArray();
    }

    private static string? Above(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (Directory.Exists(path)) return path;
        }

        return null;
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("perfgate-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
