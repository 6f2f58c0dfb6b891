using System.Globalization;

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
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var name = core is { } number ? string.Create(CultureInfo.InvariantCulture, $"cpu{number} ") : "cpu ";
            var lines = File.ReadAllLines("/proc/stat");
            var found = Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal));
            if (found is null) return null;

            // Of the whole machine, of which a container may have a part.
            var cores = lines.Count(line => line.StartsWith("cpu", StringComparison.Ordinal) && char.IsAsciiDigit(line[3]));

            // user nice system idle iowait irq softirq steal
            var ticks = found.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Take(8)
                .Select(text => long.Parse(text, CultureInfo.InvariantCulture))
                .ToArray();
            return ticks.Length < 8 ? null : new Reading(
                ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6], ticks[7], Throttled(), cores);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private static long Throttled()
    {
        const string path = "/sys/fs/cgroup/cpu.stat";
        const string name = "nr_throttled ";
        return File.Exists(path) && File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            && long.TryParse(line.AsSpan(name.Length), CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    private sealed record Reading(long Busy, long Stolen, long Throttled, int Cores);
}
