using System.Diagnostics;
using PerfGate.Analysis.Comparison;
using PerfGate.Evaluation.Simulation;

namespace PerfGate.Evaluation.Study;

/// <summary><c>speed</c>: how long the screening of large suites takes, warm.</summary>
internal static class SpeedCommand
{
    private const int Rounds = 20;

    // Until the runtime has compiled what runs often with all its optimisations.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static void Run(Arguments arguments)
    {
        var most = arguments.Number("benchmarks", 1000);
        foreach (var count in new[] { most / 4, most / 2, most })
        {
            var scenario = new Scenario("speed", Flow.Interleaved, new Noise(), count);
            var laboratory = new Laboratory(scenario, Dice.For(1, scenario.Name, count), new double[count]);
            var options = new ComparisonOptions { Design = LaunchDesign.Paired };
            var begin = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(begin) < WarmUp) laboratory.Compare(options);
            var times = new List<double>();
            var bytes = 0L;
            for (var i = 0; i < Rounds; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                laboratory.Compare(options);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            times.Sort();
            Console.WriteLine(
                $"{count} benchmarks x 3 launches x {Laboratory.Iterations} iterations: "
                    + $"median {times[Rounds / 2]:0.0} ms, best {times[0]:0.0} ms, {bytes / 1e6:0.0} MB allocated");
        }
    }
}
