namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>What one slice was.</summary>
/// <param name="Nanoseconds">How long it took.</param>
/// <param name="Invocations">How often the benchmark was called.</param>
/// <param name="CompiledMethods">Methods that the runtime had compiled by then.</param>
internal sealed record Slice(double Nanoseconds, long Invocations, long CompiledMethods)
{
    private const double WantedNanoseconds = 10e6;

    /// <summary>Before anything is known: one invocation.</summary>
    public static Slice First { get; } = new(0, 1, 0);

    public double PerInvocation => Nanoseconds / Invocations;

    /// <summary>
    /// Whether the shortest slice takes longer than a slice should: one invocation, or as many as BenchmarkDotNet makes in a row.
    /// </summary>
    public bool IsLong => Nanoseconds > WantedNanoseconds && NextCount == 1;

    /// <summary>Invocations with which the next slice takes about ten milliseconds; it grows by no more than a factor of eight.</summary>
    public long NextCount => Nanoseconds <= 0 ? 1 : Math.Max(1, (long)Math.Min(WantedNanoseconds / PerInvocation, Invocations * 8.0));
}
