namespace PerfGate.Tool.Suites;

/// <summary>What measuring one launch pair is expected to cost, in seconds: enough to share benchmarks out evenly.</summary>
internal static class ExpectedCost
{
    /// <summary>A method with jobs of its own: BenchmarkDotNet builds and measures both sides.</summary>
    public const double OwnJobs = 60;

    /// <summary>A method that is measured by whole launches in a short job.</summary>
    public const double ShortJob = 12;

    // Start, set-up, export and end of both processes; then the shortest warm-up and the usual slices.
    private const double Fixed = 2.5;
    private const double ShortestWarmUp = 0.8;
    private const double LongestWarmUp = 6;
    private const double UsualSlices = 0.8;
    private const double LongestSlices = 3;
    private const int WarmUpInvocations = 64;
    private const int FewestSlices = 4;
    private const int Sides = 2;

    /// <summary>A case in lockstep, by how long one of its invocations took when it was last recorded.</summary>
    /// <param name="nanoseconds">Time of an invocation; null when nothing is known of it.</param>
    public static double InTurn(double? nanoseconds)
    {
        var each = Sides * (nanoseconds ?? 0) / 1e9;
        var warmUp = Math.Clamp(WarmUpInvocations * each, ShortestWarmUp, LongestWarmUp);
        var slices = Math.Clamp(FewestSlices * each, UsualSlices, Math.Max(LongestSlices, FewestSlices * each));
        return Fixed + warmUp + slices;
    }
}
