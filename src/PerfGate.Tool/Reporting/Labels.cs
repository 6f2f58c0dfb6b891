using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>The shortest name of each benchmark that no other benchmark of the report has.</summary>
internal sealed class Labels
{
    private const int Longest = 4;

    private readonly Dictionary<BenchmarkKey, string> _labels = [];

    public Labels(IEnumerable<MetricComparison> comparisons)
    {
        var benchmarks = comparisons.Select(comparison => comparison.Key).Distinct();
        foreach (var namesakes in benchmarks.GroupBy(benchmark => benchmark.Id.DisplayName, StringComparer.Ordinal))
        {
            BenchmarkKey[] alike = [.. namesakes];
            var length = 0;
            while (length < Longest && alike.DistinctBy(benchmark => Name(benchmark, length)).Count() < alike.Length) length++;
            foreach (var benchmark in alike) _labels.Add(benchmark, SafeText.Name(Name(benchmark, length)));
        }
    }

    public string this[MetricComparison comparison] => _labels[comparison.Key];

    /// <summary>A name, the longer the more it tells.</summary>
    private static string Name(BenchmarkKey benchmark, int length)
    {
        var id = benchmark.Id;
        if (length == 0) return id.DisplayName;
        var how = id.ToString()[id.FullName.Length..];
        return length switch
        {
            1 => id.DisplayName + how,
            2 => id.FullName,
            3 => id.FullName + how,
            _ => $"{benchmark.Suite}: {id.FullName}{how}",
        };
    }
}
