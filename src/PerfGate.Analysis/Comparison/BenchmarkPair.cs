using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>A benchmark as both sides measured it.</summary>
internal sealed record BenchmarkPair(BenchmarkResult Baseline, BenchmarkResult Current)
{
    /// <summary>In the order of the current side's keys.</summary>
    public static Comparison<BenchmarkPair> Order { get; } =
        static (x, y) => BenchmarkKey.Compare(x.Current.Suite, x.Current.Id, y.Current.Suite, y.Current.Id);
}
