using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>The shortest name of each benchmark that no other benchmark of the report has.</summary>
internal sealed class Labels
{
    private readonly Dictionary<(string Suite, BenchmarkId Benchmark), string> _labels = [];

    public Labels(IEnumerable<MetricComparison> comparisons)
    {
        var benchmarks = comparisons.Select(comparison => (comparison.Suite, comparison.Benchmark)).Distinct();
        foreach (var namesakes in benchmarks.GroupBy(benchmark => benchmark.Benchmark.DisplayName, StringComparer.Ordinal))
        {
            var candidates = namesakes.Select(benchmark => Candidates(benchmark.Suite, benchmark.Benchmark)).ToArray();
            var shortest = 0;
            while (shortest < candidates[0].Length - 1
                && candidates.DistinctBy(names => names[shortest]).Count() < candidates.Length)
            {
                shortest++;
            }

            foreach (var (benchmark, names) in namesakes.Zip(candidates)) _labels.Add(benchmark, SafeText.Name(names[shortest]));
        }
    }

    public string this[MetricComparison comparison] => _labels[(comparison.Suite, comparison.Benchmark)];

    private static string[] Candidates(string suite, BenchmarkId id)
    {
        var how = id.ToString()[id.FullName.Length..];
        return [id.DisplayName, id.DisplayName + how, id.FullName, id.FullName + how, $"{suite}: {id.FullName}{how}"];
    }
}
