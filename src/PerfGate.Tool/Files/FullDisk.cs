namespace PerfGate.Tool.Files;

/// <summary>Tells a disk without room from everything else that can be wrong with a file.</summary>
internal static class FullDisk
{
    /// <summary>ENOSPC and EDQUOT; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.</summary>
    public static bool Caused(IOException error) => (error.HResult & 0xFFFF) is var code && OperatingSystem.IsWindows()
        ? code is 39 or 112
        : error.HResult is 28 or 122;
}
