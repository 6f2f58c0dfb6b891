using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Results;

/// <summary>Reads whatever results a user points at.</summary>
internal static class ResultReader
{
    /// <summary>What was read from one file.</summary>
    private sealed record Source(string Path, ResultSet Results, BenchmarkDotNetExport? Export);

    /// <summary>Reads all results behind the paths as those of one measurement.</summary>
    /// <param name="paths">Files, folders or patterns, with exports of BenchmarkDotNet, result sets or both.</param>
    /// <exception cref="PerfGateException">There are none, one of them is not readable, or they were not measured together.</exception>
    public static ResultSet Read(IReadOnlyList<string> paths)
    {
        var warnings = new List<string>();
        var sources = new List<Source>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths) ReadFiles(path, known, sources, warnings);

        var measured = OncePerRun(sources);
        if (measured.TrueForAll(source => source.Results.Benchmarks.IsEmpty))
        {
            throw new PerfGateException(ErrorCode.NoResults, string.Join(", ", paths), "The results hold no benchmark.",
                "Check the filter with which the benchmarks were run.");
        }

        RequireOneMeasurement(measured);
        var results = ResultSets.Join([.. measured.Select(source => source.Results)]);
        return results with { Warnings = [.. results.Warnings, .. warnings] };
    }

    /// <summary>Reads a folder of exports that one launch of a suite left.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="suite">Name of the suite, which the exports do not know.</param>
    public static ResultSet ReadBenchmarkDotNet(string folder, string suite)
    {
        var results = Read([folder]);
        return results with { Benchmarks = [.. results.Benchmarks.Select(benchmark => benchmark with { Suite = suite })] };
    }

    private static void ReadFiles(string path, HashSet<string> known, List<Source> sources, List<string> warnings)
    {
        var others = new List<PerfGateException>();
        var files = ResultPaths.Expand(path);
        foreach (var file in files)
        {
            if (!known.Add(Path.GetFullPath(file.Path))) continue;
            if (ResultFile.TryOpen(file.Path, out var refusal) is { } opened) sources.Add(Parse(opened));
            else if (file.IsNamed || IsLostExport(file.Path, refusal!)) throw refusal!;
            else others.Add(refusal!);
        }

        if (others.Count == 0) return;
        var first = $"{others[0].Origin}: {others[0].Message}";
        if (others.Count == files.Count)
        {
            throw new PerfGateException(ErrorCode.NoResults, path, $"No JSON file here holds results. {first}",
                "Run the benchmarks with a JSON exporter (--exporters fulljson), or pass the folder that holds their results.");
        }

        warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{others.Count} other JSON file(s) below {path} were not read. {first}"));
    }

    private static Source Parse(ResultFile file)
    {
        if (file.Format == ResultFormat.ResultSet) return new Source(file.Path, file.Parse(ResultSetParser.Parse), null);
        var export = file.Parse(BenchmarkDotNetJson.Parse);
        return new Source(file.Path, export.Results, export);
    }

    /// <summary>A damaged file that BenchmarkDotNet named is a lost result, not a file of another tool.</summary>
    private static bool IsLostExport(string path, PerfGateException refusal) =>
        refusal.InnerException is not null && Path.GetFileNameWithoutExtension(path).Contains("-report", StringComparison.Ordinal);

    /// <summary>BenchmarkDotNet can export one run several times; the richest export is read.</summary>
    private static List<Source> OncePerRun(List<Source> sources)
    {
        var kept = new List<Source>();
        foreach (var source in sources)
        {
            var same = source.Export is null
                ? -1
                : kept.FindIndex(other => other.Export is not null && other.Export.IsSameRun(source.Export));
            if (same < 0) kept.Add(source);
            else if (source.Export!.HasMeasurements && !kept[same].Export!.HasMeasurements) kept[same] = source;
        }

        return kept;
    }

    private static void RequireOneMeasurement(List<Source> sources)
    {
        var first = sources[0];
        foreach (var source in sources)
        {
            var difference = Difference(first.Results, source.Results);
            if (difference is null) continue;
            throw new PerfGateException(ErrorCode.MixedResults, source.Path,
                $"These results were not measured together with those of {first.Path}: {difference}.",
                "Pass the results of one measurement a side; keep those of other machines or commits in folders of their own.");
        }
    }

    private static string? Difference(ResultSet first, ResultSet other)
    {
        if (first.Provenance.Commit is { } commit && other.Provenance.Commit is { } otherCommit && commit != otherCommit)
        {
            return $"the commit is {otherCommit} here and {commit} there";
        }

        var (here, there) = (other.Environment, first.Environment);
        if (here.Key == there.Key) return null;
        return string.Join(", ", here.KeyFacts.Zip(there.KeyFacts)
            .Where(fact => fact.First != fact.Second)
            .Select(fact => $"the {fact.First.Name} is \"{fact.First.Value}\" here and \"{fact.Second.Value}\" there"));
    }
}
