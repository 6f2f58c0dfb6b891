using System.Text.Json.Nodes;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Doctor;

/// <summary>Whether there is room for what a check writes: builds, worktrees, logs.</summary>
internal static class DiskFacts
{
    // A suite is built four times, each with the packages of BenchmarkDotNet beside it.
    private const double Least = 500L << 20;
    private const double Comfortable = 2L << 30;

    /// <summary>Looks at a folder: whether it can be written, and what is free there.</summary>
    /// <param name="name">Name of the finding.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="advice">What to do where it cannot be used.</param>
    public static Finding Of(string name, string folder, string advice)
    {
        try
        {
            return Judge(name, folder, new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace, CanWrite(folder), advice);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Judge(name, folder, free: null, CanWrite(folder), advice);
        }
    }

    /// <summary>The finding for a folder.</summary>
    public static Finding Judge(string name, string folder, double? free, bool canWrite, string advice)
    {
        var values = new JsonObject { ["folder"] = folder, ["freeBytes"] = free, ["writable"] = canWrite };
        var place = SafeText.Name(folder);
        var space = free is { } bytes
            ? $"{Quantity.Text(bytes, "B")} free in {place}"
            : $"unknown: the system does not tell what is free in {place}";
        if (!canWrite) return Of(Mark.Problem, $"{place} cannot be written", advice);
        if (free < Least) return Of(Mark.Problem, space, $"A check wants 500 MB or more. {advice}");
        return free >= Comfortable ? Of(Mark.Ok, space, next: null) : Of(Mark.Note, space, $"2 GB or more are safe. {advice}");

        Finding Of(Mark mark, string fact, string? next) =>
            new(Area.Disk, name, mark, fact, next, mark == Mark.Problem ? ErrorCode.NoRoomToMeasure : null) { Values = values };
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            var probe = Directory.CreateDirectory(Path.Combine(folder, $".perfgate-doctor-{Guid.NewGuid():N}"));
            FolderCleanup.Delete(probe);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
