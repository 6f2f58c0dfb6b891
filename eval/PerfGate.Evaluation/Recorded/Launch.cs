using System.Diagnostics;
using System.Globalization;

namespace PerfGate.Evaluation.Recorded;

/// <summary><c>launch name</c>: one process launch of a workload; prints its iterations in nanoseconds an operation.</summary>
internal static class Launch
{
    private const int Iterations = 15;
    private static readonly TimeSpan Warmup = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Iteration = TimeSpan.FromMilliseconds(15);

    public static void Run(string name)
    {
        var workload = Workloads.All[name];
        var sink = 0L;
        var start = Stopwatch.GetTimestamp();
        var operations = 0L;
        // Tier 1 arrives while it warms up; the rate after it is what the iterations are sized by.
        for (; Stopwatch.GetElapsedTime(start) < Warmup; operations++) sink += workload();
        var each = Math.Max(1, (long)(operations * (Iteration / Warmup)));
        for (var i = 0; i < Iterations; i++)
        {
            start = Stopwatch.GetTimestamp();
            for (var k = 0L; k < each; k++) sink += workload();
            var time = Stopwatch.GetElapsedTime(start);
            Console.WriteLine((time.TotalNanoseconds / each).ToString("R", CultureInfo.InvariantCulture));
        }

        GC.KeepAlive(sink);
    }
}
