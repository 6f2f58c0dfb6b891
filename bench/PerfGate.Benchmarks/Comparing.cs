using BenchmarkDotNet.Attributes;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;

namespace PerfGate.Benchmarks;

/// <summary>From two results to a verdict.</summary>
public class Comparing
{
    private readonly ResultSet _before = Suite.Results(100, 1);
    private readonly ResultSet _after = Suite.Results(100, 1.3);
    private readonly ResultSet _oneBefore = Suite.Results(1, 1);
    private readonly ResultSet _oneAfter = Suite.Results(1, 1.3);
    private ComparisonResult? _comparison;

    [GlobalSetup]
    public void Compare() => _comparison = Suite.Compared(_before, _after);

    [Benchmark]
    public int CompareOne() => Suite.Compared(_oneBefore, _oneAfter).Comparisons.Length;

    [Benchmark]
    public int CompareHundred() => Suite.Compared(_before, _after).Comparisons.Length;

    [Benchmark]
    public int JudgeHundred() => Gate.Judge(_comparison!, new GatePolicy(), new DateOnly(2026, 1, 1), incomplete: false).Findings.Length;
}
