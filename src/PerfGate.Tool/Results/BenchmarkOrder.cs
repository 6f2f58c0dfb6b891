using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>Suite, then each part of the identity, ordinal.</summary>
internal sealed class BenchmarkOrder : IComparer<BenchmarkResult>
{
    public static BenchmarkOrder Instance { get; } = new();

    public int Compare(BenchmarkResult? x, BenchmarkResult? y)
    {
        foreach (var (left, right) in Parts(x!).Zip(Parts(y!)))
        {
            var order = string.CompareOrdinal(left, right);
            if (order != 0) return order;
        }

        return 0;
    }

    private static string[] Parts(BenchmarkResult benchmark) =>
    [
        benchmark.Suite, benchmark.Id.Namespace, benchmark.Id.Type, benchmark.Id.Method,
        benchmark.Id.Parameters, benchmark.Id.Job, benchmark.Id.Runtime,
    ];
}
