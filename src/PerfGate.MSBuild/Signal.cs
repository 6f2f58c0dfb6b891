using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PerfGate.MSBuild;

/// <summary>Asks a process to end, where the system has a way to ask.</summary>
internal static class Signal
{
    private const int Terminate = 15;

    /// <returns>Whether it was asked; if not, it can only be killed.</returns>
    public static bool TryTerminate(Process process)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)) return false;
        try
        {
            return !process.HasExited && Kill(process.Id, Terminate) == 0;
        }
        catch (InvalidOperationException)
        {
            return false; // It has ended and was let go of.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
