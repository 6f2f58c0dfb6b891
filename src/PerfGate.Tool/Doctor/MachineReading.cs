using System.Runtime.InteropServices;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Doctor;

/// <summary>What a machine tells of itself; null wherever it does not.</summary>
internal sealed record MachineReading
{
    public required int Cores { get; init; }

    public required string System { get; init; }

    public string? Processor { get; init; }

    /// <summary>What Linux takes the time from: <c>tsc</c>, <c>hpet</c>.</summary>
    public string? ClockSource { get; init; }

    /// <summary>How the processor's frequency is chosen, once for each way that a core has.</summary>
    public IReadOnlyList<string> Governors { get; init; } = [];

    public double? Load { get; init; }

    public bool? IsGuest { get; init; }

    /// <summary>Who made the (virtual) machine.</summary>
    public string? Product { get; init; }

    public bool IsContainer { get; init; }

    /// <summary>Share of the processor time since the start.</summary>
    public double? Stolen { get; init; }

    /// <summary>Cores that the control groups allow; infinite for all.</summary>
    public double? CpuLimit { get; init; }

    public Throttling? Throttling { get; init; }

    /// <summary>Bytes that may be used.</summary>
    public double Memory { get; init; }

    /// <summary>Reads this machine.</summary>
    public static MachineReading Take()
    {
        var (cores, memory) = (Environment.ProcessorCount, (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var system = $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        if (OperatingSystem.IsLinux()) return OfLinux(LinuxText.Of, cores, system, memory);
        var processor = Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return new MachineReading { Cores = cores, System = system, Memory = memory, Processor = processor };
    }

    /// <summary>What Linux tells.</summary>
    /// <param name="text">The text of a file; null where it is not there or not for everybody.</param>
    /// <param name="cores">Cores that this process may use.</param>
    /// <param name="system">Name of the system.</param>
    /// <param name="memory">Bytes that this process may use.</param>
    public static MachineReading OfLinux(Func<string, string?> text, int cores, string system, double memory)
    {
        string? Line(string path) => text(path)?.Trim() is { Length: > 0 } line ? line : null;
        var processor = text("/proc/cpuinfo");
        var groups = text("/proc/self/cgroup");
        var cpu = LinuxText.GroupFolders(groups, "cpu");
        var limits = cpu.Select(folder =>
            LinuxText.CpuLimit(text(folder + "/cpu.max"))
            ?? LinuxText.CpuLimit(text(folder + "/cpu.cfs_quota_us"), text(folder + "/cpu.cfs_period_us")));
        var memories = LinuxText.GroupFolders(groups, "memory")
            .Select(folder => LinuxText.MemoryLimit(text(folder + "/memory.max") ?? text(folder + "/memory.limit_in_bytes")));
        return new MachineReading
        {
            Cores = cores,
            System = system,
            Processor = LinuxText.Processor(processor),
            ClockSource = Line("/sys/devices/system/clocksource/clocksource0/current_clocksource"),
            Governors = [.. Enumerable.Range(0, cores)
                .Select(core => Line(FormattableString.Invariant($"/sys/devices/system/cpu/cpu{core}/cpufreq/scaling_governor")))
                .OfType<string>().Distinct(StringComparer.Ordinal)],
            Load = LinuxText.Load(text("/proc/loadavg")),
            IsGuest = LinuxText.IsGuest(processor),
            Product = Joined(Line("/sys/class/dmi/id/sys_vendor"), Line("/sys/class/dmi/id/product_name")),
            IsContainer = text("/.dockerenv") is not null || text("/run/.containerenv") is not null,
            Stolen = LinuxText.Stolen(text("/proc/stat")),
            CpuLimit = limits.Min(),
            Throttling = cpu.Select(folder => LinuxText.Throttled(text(folder + "/cpu.stat"))).FirstOrDefault(found => found is not null),
            Memory = Math.Min(memory, memories.Min() ?? double.PositiveInfinity),
        };
    }

    private static string? Joined(params string?[] names) =>
        Array.Exists(names, name => name is not null) ? string.Join(' ', names.OfType<string>()) : null;
}
