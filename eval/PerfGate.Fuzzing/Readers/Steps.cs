namespace PerfGate.Fuzzing.Readers;

/// <summary>The steps that follow reading, each with a limit of processor time.</summary>
internal static class Steps
{
    /// <summary>What one step may take for an input under eight megabytes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static T Time<T>(string name, Func<T> step)
    {
        // The whole process: nothing else runs in it, and garbage that a step left is collected on other threads.
        var start = Environment.CpuUsage.TotalTime;
        var result = step();
        var taken = Environment.CpuUsage.TotalTime - start;
        return taken <= Limit ? result : throw new SlowStepException(name, taken);
    }
}

/// <summary>A step took too long.</summary>
internal sealed class SlowStepException(string name, TimeSpan taken)
    : Exception(FormattableString.Invariant($"{name} took {taken.TotalSeconds:0.0} s"))
{
    public string Name { get; } = name;
}
