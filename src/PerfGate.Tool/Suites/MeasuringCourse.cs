using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>How a measurement went: what was measured in another way than the usual one, by the names of the benchmarks.</summary>
internal sealed class MeasuringCourse
{
    /// <summary>Whether anything was measured in lockstep.</summary>
    public bool TookTurns { get; private set; }

    /// <summary>Benchmarks that were measured by whole launches, without parameters.</summary>
    public HashSet<string> ByWholeLaunches { get; } = new(StringComparer.Ordinal);

    /// <summary>Cases whose level or compilation did not stand still within the longest warm-up.</summary>
    public HashSet<string> Unsettled { get; } = new(StringComparer.Ordinal);

    /// <summary>Cases that were not kept on one core: they use several, or the system does not allow it.</summary>
    public HashSet<string> Unpinned { get; } = new(StringComparer.Ordinal);

    /// <summary>Launches during which something else kept the core busy, also when they were measured again.</summary>
    public int Disturbed { get; set; }

    /// <summary>Launches that were measured again for that.</summary>
    public int Repeated { get; set; }

    /// <summary>All launches.</summary>
    public int Launches { get; private set; }

    /// <summary>On a machine that is never calm, repeating everything would double the cost and change nothing.</summary>
    public bool MayRepeat => Repeated < 3 + (Launches / 5);

    public void Add(string name, LaunchCourse? course)
    {
        Launches++;
        TookTurns = true;
        if (course is null) return;
        if (!course.Settled) Unsettled.Add(name);
        if (!course.Pinned && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())) Unpinned.Add(name);
    }
}
