using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Files;

/// <summary>Room for what is built and measured, which lies in the temporary folder.</summary>
internal static class TemporarySpace
{
    /// <summary>Bytes that are free where a folder is.</summary>
    /// <exception cref="PerfGateException">It is not there, or may not be looked at.</exception>
    public static long Free(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(
                ErrorCode.NoRoomToMeasure,
                folder,
                $"the temporary folder cannot be used: {problem.Message}",
                "Make it, or name another one (TMPDIR, on Windows TMP).",
                problem);
        }
    }

    /// <summary>The error of a disk that has no more room.</summary>
    public static PerfGateException Full(string what, Exception? problem) => new(
        ErrorCode.DiskFull, Path.GetTempPath(), what, "Make room, or name a temporary folder with more (TMPDIR, on Windows TMP).", problem);
}
