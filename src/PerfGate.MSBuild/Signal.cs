using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PerfGate.MSBuild;

/// <summary>Asks a process to end, where the system has a way to ask.</summary>
internal static class Signal
{
    private const int Terminate = 15;

    /// <summary>Asks, and waits for a while; a process that does not answer can only be killed.</summary>
    public static void Stop(Process process, int milliseconds)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)) return;
        try
        {
            if (!process.HasExited && Kill(process.Id, Terminate) == 0) process.WaitForExit(milliseconds);
        }
        catch (InvalidOperationException)
        {
            // It has ended and was let go of.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
