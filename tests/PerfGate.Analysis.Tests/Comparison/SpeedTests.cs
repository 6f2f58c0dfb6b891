using System.Diagnostics;
using PerfGate.Analysis.Comparison;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class SpeedTests
{
    [Fact]
    public void A_thousand_benchmarks_are_screened_at_once()
    {
        var random = new Random(1);
        var was = Set([.. Enumerable.Range(0, 1000).Select(i => Benchmark($"B{i:000}", Launches(random, 1000, 3, 0.02)))]);
        var now = Set([.. Enumerable.Range(0, 1000).Select(i => Benchmark($"B{i:000}", Launches(random, 1000, 3, 0.02)))]);

        var best = Enumerable.Range(0, 10).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Comparer.Compare(was, now, Paired);
            return Stopwatch.GetElapsedTime(start);
        });

        // The goal is 100 ms in a release build; tests run unoptimized and beside others.
        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
    }
}
