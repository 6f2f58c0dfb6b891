using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>Watches a core, or all of them, through what Linux tells in <c>/proc/stat</c>; other systems are not watched.</summary>
internal sealed class HostLoad
{
    // Clock ticks of /proc are hundredths of a second on every Linux that .NET runs on.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly int? _core;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly Reading _first;

    private HostLoad(int? core, TimeProvider clock, Reading first) =>
        (_core, _clock, _start, _first) = (core, clock, clock.GetTimestamp(), first);

    /// <summary>Begins to watch; null where the system does not tell.</summary>
    /// <param name="core">The core that matters; null for all.</param>
    /// <param name="clock">Measures the time.</param>
    public static HostLoad? Begin(int? core, TimeProvider clock) => Read(core) is { } first ? new HostLoad(core, clock, first) : null;

    /// <summary>What others did since.</summary>
    /// <param name="own">Processor time of what was measured meanwhile.</param>
    public Disturbance? End(TimeSpan own)
    {
        var elapsed = _clock.GetElapsedTime(_start) * (_core is null ? _first.Cores : 1);

        // Shorter than a few ticks nothing can be told.
        if (elapsed < 20 * Tick || Read(_core) is not { } last) return null;
        var others = ((last.Busy - _first.Busy) * Tick) - own;
        return new Disturbance(
            Math.Clamp(others / elapsed, 0, 1),
            Math.Clamp((last.Stolen - _first.Stolen) * Tick / elapsed, 0, 1),
            last.Throttled > _first.Throttled);
    }

    private static Reading? Read(int? core)
    {
        if (!OperatingSystem.IsLinux() || LinuxText.Of("/proc/stat") is not { } text) return null;
        if (LinuxText.Times(text, core) is not { } times) return null;
        var throttling = LinuxText.Throttled(LinuxText.Of("/sys/fs/cgroup/cpu.stat"));
        return new Reading(times.Busy, times.Stolen, throttling?.Throttled ?? 0, LinuxText.Cores(text));
    }

    private sealed record Reading(double Busy, double Stolen, long Throttled, int Cores);
}
