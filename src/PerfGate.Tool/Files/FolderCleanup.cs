namespace PerfGate.Tool.Files;

/// <summary>Removes temporary folders, whatever their users left in them.</summary>
internal static class FolderCleanup
{
    /// <summary>Deletes a folder; what cannot be deleted now is left to the system and never an error.</summary>
    public static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Some process still writes there, or took the right to.
        }
    }
}
