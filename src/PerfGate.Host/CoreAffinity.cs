using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PerfGate.Host;

/// <summary>Keeps this process on some cores.</summary>
internal static class CoreAffinity
{
    // Collectors and compilers of the runtime work beside the program, here as in any other run; a collection in the foreground does not.
    private static readonly string[] BesideTheProgram = [".NET BGC", ".NET Server GC", ".NET Tiered"];

    /// <summary>Keeps the calling thread and those that it works with on the cores of a mask; threads that they start follow.</summary>
    /// <returns>Whether the calling thread stays there.</returns>
    public static bool TryKeepOn(ulong mask)
    {
        if (OperatingSystem.IsWindows())
        {
            using var self = Process.GetCurrentProcess();
            self.ProcessorAffinity = (nint)mask;
            return true;
        }

        return OperatingSystem.IsLinux() && TryKeepThreadsOn(mask);
    }

    // Linux keeps threads on cores, not processes: setting a process's affinity reaches its first thread alone, which only waits here.
    private static bool TryKeepThreadsOn(ulong mask)
    {
        try
        {
            foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            {
                if (IsOfTheProgram(thread)) _ = SetAffinity(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), sizeof(ulong), ref mask);
            }

            return SetAffinity(thread: 0, sizeof(ulong), ref mask) == 0;
        }
        catch (Exception problem) when (problem is DllNotFoundException or EntryPointNotFoundException or IOException)
        {
            return false;
        }
    }

    private static bool IsOfTheProgram(string thread)
    {
        try
        {
            var name = File.ReadAllText(Path.Combine(thread, "comm"));
            return !Array.Exists(BesideTheProgram, start => name.StartsWith(start, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // It has just ended.
        }
    }

    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    private static extern int SetAffinity(int thread, nint size, ref ulong mask);
}
