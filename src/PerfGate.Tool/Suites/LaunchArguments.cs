using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

/// <summary>
/// The job of a launch. PerfGate's own is short and stays in the started process, so that one process is one launch and nothing is
/// built again; many short launches say more than one long one. A benchmark class that defines jobs keeps them.
/// </summary>
internal sealed class LaunchArguments(IReadOnlyList<string>? configured)
{
    private static readonly string[] ShortJob = ["--inProcess", "--warmupCount", "5", "--iterationCount", "8", "--iterationTime", "100"];
    private static readonly string[] ShortJobCharacteristics =
        ["IterationCount=8", "IterationTime=100", "Toolchain=InProcess", "WarmupCount=5"];

    public IReadOnlyList<string> Arguments => configured ?? ShortJob;

    /// <summary>
    /// BenchmarkDotNet adds a job of the command line to the jobs that a class defines. Where a benchmark has jobs of its own they count
    /// and the short one is dropped (where a host lists the benchmarks it is not asked for in the first place); where it has none the short
    /// one stands for the default job.
    /// </summary>
    public ResultSet Normalize(ResultSet results)
    {
        if (configured is not null) return results;
        var ownJobs = results.Benchmarks
            .Where(benchmark => !IsShort(benchmark.Id))
            .Select(benchmark => benchmark.Id.Case)
            .ToHashSet();
        return results with
        {
            Benchmarks =
            [
                .. results.Benchmarks
                    .Where(benchmark => !IsShort(benchmark.Id) || !ownJobs.Contains(benchmark.Id.Case))
                    .Select(benchmark => IsShort(benchmark.Id) ? benchmark with { Id = benchmark.Id with { Job = "" } } : benchmark),
            ],
        };
    }

    // BenchmarkDotNet adds to any job of a benchmark that has something to do before or after an iteration.
    private static bool IsShort(BenchmarkId id)
    {
        var characteristics = id.Job.Split(", ").Except(["InvocationCount=1", "UnrollFactor=1"], StringComparer.Ordinal).ToArray();
        return characteristics.Length == ShortJobCharacteristics.Length
            && ShortJobCharacteristics.All(
                expected => Array.Exists(characteristics, actual => actual.StartsWith(expected, StringComparison.Ordinal)));
    }
}
