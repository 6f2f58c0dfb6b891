namespace PerfGate.Tool.Doctor;

/// <summary>What the clock that benchmarks are timed with can tell apart.</summary>
/// <param name="Step">Smallest step that was seen, in nanoseconds.</param>
/// <param name="Cost">What reading it takes, in nanoseconds.</param>
internal sealed record TimerReading(double Step, double Cost)
{
    private const int Reads = 20_000;

    /// <summary>Reads the clock again and again.</summary>
    public static TimerReading Take(TimeProvider clock)
    {
        // The first rounds are compiled code that nobody has optimised yet.
        Read(clock);
        return Read(clock);
    }

    private static TimerReading Read(TimeProvider clock)
    {
        var nanoseconds = 1e9 / clock.TimestampFrequency;
        var start = clock.GetTimestamp();
        var (before, smallest) = (start, long.MaxValue);
        for (var i = 0; i < Reads; i++)
        {
            var now = clock.GetTimestamp();
            if (now > before) smallest = Math.Min(smallest, now - before);
            before = now;
        }

        var step = smallest == long.MaxValue ? double.PositiveInfinity : smallest * nanoseconds;
        return new TimerReading(step, (before - start) * nanoseconds / Reads);
    }
}
