using System.Globalization;

namespace PerfGate.Tool.Processes;

/// <summary>How often a group of processes was held back.</summary>
/// <param name="Periods">Periods in which it wanted to run.</param>
/// <param name="Throttled">Those in which its quota was used up before it was done.</param>
internal sealed record Throttling(long Periods, long Throttled);

/// <summary>What the time of one or all cores went to, in clock ticks since the start.</summary>
/// <param name="Busy">What was worked.</param>
/// <param name="Stolen">What the host gave to others.</param>
/// <param name="All">All of it.</param>
internal sealed record ProcessorTimes(double Busy, double Stolen, double All);

/// <summary>Reads what Linux writes in <c>/proc</c> and <c>/sys</c>. Null wherever it does not say, or not as expected.</summary>
internal static class LinuxText
{
    // Version 1 of control groups writes "no limit" as the largest number of whole pages.
    private const double LargestMemory = 1L << 60;

    /// <summary>The text of a file; null where it is not there or not for everybody.</summary>
    public static string? Of(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The load of the last minute, from <c>/proc/loadavg</c>.</summary>
    public static double? Load(string? text) => Number(text?.Split(' ')[0]);

    /// <summary>The processor's name, from <c>/proc/cpuinfo</c>; not every architecture has one there.</summary>
    public static string? Processor(string? text) => Value(text, "model name") ?? Value(text, "Model") ?? Value(text, "Hardware");

    /// <summary>Whether the processor says that a hypervisor stands above it; null where it does not list its features.</summary>
    public static bool? IsGuest(string? text) => Value(text, "flags")?.Split(' ').Contains("hypervisor", StringComparer.Ordinal);

    /// <summary>Share of all processor time since the start that the host gave to others, from <c>/proc/stat</c>.</summary>
    public static double? Stolen(string? text) =>
        Times(text, core: null) is { All: > 0 } times ? times.Stolen / times.All : null;

    /// <summary>What a core's time since the start went to, from <c>/proc/stat</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="core">The core's number; null for all together.</param>
    public static ProcessorTimes? Times(string? text, int? core)
    {
        // cpu user nice system idle iowait irq softirq steal; guest time is part of user time.
        var name = string.Create(CultureInfo.InvariantCulture, $"cpu{core} ");
        var line = text?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        var ticks = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Number).OfType<double>().ToArray();
        return ticks is [var user, var nice, var system, _, _, var irq, var softirq, var stolen]
            ? new ProcessorTimes(user + nice + system + irq + softirq, stolen, ticks.Sum())
            : null;
    }

    /// <summary>Cores of the whole machine, of which a container may have a part, from <c>/proc/stat</c>.</summary>
    public static int Cores(string text) =>
        text.Split('\n').Count(line => line.StartsWith("cpu", StringComparison.Ordinal) && char.IsAsciiDigit(line.ElementAtOrDefault(3)));

    /// <summary>Cores that <c>cpu.max</c> allows; infinite where it sets no limit.</summary>
    public static double? CpuLimit(string? text) => text?.Trim().Split(' ') switch
    {
        ["max", _] => double.PositiveInfinity,
        [var quota, var period] => Number(quota) / Number(period),
        _ => null,
    };

    /// <summary>Cores that <c>cpu.cfs_quota_us</c> and <c>cpu.cfs_period_us</c> allow; infinite where they set no limit.</summary>
    public static double? CpuLimit(string? quota, string? period) =>
        Number(quota) is < 0 ? double.PositiveInfinity : Number(quota) / Number(period);

    /// <summary>Bytes that <c>memory.max</c> or <c>memory.limit_in_bytes</c> allows; infinite where it sets no limit.</summary>
    public static double? MemoryLimit(string? text) => text?.Trim() switch
    {
        null => null,
        "max" => double.PositiveInfinity,
        var limit => Number(limit) is > LargestMemory ? double.PositiveInfinity : Number(limit),
    };

    /// <summary>From <c>cpu.stat</c>.</summary>
    public static Throttling? Throttled(string? text)
    {
        var counts = (text ?? "").Split('\n').Select(line => line.Split(' ')).Where(fields => fields.Length == 2)
            .DistinctBy(fields => fields[0], StringComparer.Ordinal)
            .ToDictionary(fields => fields[0], fields => fields[1], StringComparer.Ordinal);
        return Number(counts.GetValueOrDefault("nr_periods")) is { } periods
            && Number(counts.GetValueOrDefault("nr_throttled")) is { } throttled
            ? new Throttling((long)periods, (long)throttled)
            : null;
    }

    /// <summary>
    /// Folders of the control groups that hold this process, from <c>/proc/self/cgroup</c>: the innermost first, each limited by those
    /// after it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="controller">Which resource is limited: <c>cpu</c>, <c>memory</c>.</param>
    public static IReadOnlyList<string> GroupFolders(string? text, string controller)
    {
        // number:controllers:path; version 2 has one line without controllers, and version 1 wins where a controller is bound there.
        var lines = (text ?? "").Split('\n').Select(line => line.Split(':', 3)).Where(fields => fields.Length == 3).ToList();
        var own = lines.Find(fields => fields[1].Split(',').Contains(controller, StringComparer.Ordinal));
        if ((own ?? lines.Find(fields => fields[1].Length == 0)) is not { } found) return [];
        string[] roots = own is null ? ["/sys/fs/cgroup"] : ["/sys/fs/cgroup/" + found[1], "/sys/fs/cgroup/" + controller];
        return [.. roots.Distinct(StringComparer.Ordinal).SelectMany(root => Upward(found[2]).Select(path => root + path))];
    }

    private static IEnumerable<string> Upward(string path)
    {
        for (var rest = path.TrimEnd('/'); rest.Length > 0; rest = rest[..rest.LastIndexOf('/')]) yield return rest;
        yield return "";
    }

    private static string? Value(string? text, string name) => text?.Split('\n')
        .Select(line => line.Split(':', 2))
        .FirstOrDefault(pair => pair.Length == 2 && string.Equals(pair[0].Trim(), name, StringComparison.Ordinal))?[1].Trim();

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
