namespace PerfGate.Tool;

/// <summary>Writes a file beside its place and moves it there: nobody ever sees half of it, and an old one survives a failure.</summary>
internal static class AtomicFile
{
    /// <param name="path">The file; missing folders are made.</param>
    /// <param name="code">What it means when it cannot be written.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="PerfGateException">It cannot be written; nothing is left beside it.</exception>
    public static void Write(string path, ErrorCode code, Action<Stream> write)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            using (var stream = File.Create(beside)) write(stream);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside)) File.Delete(beside);
            throw new PerfGateException(
                code,
                path,
                $"the file cannot be written: {problem.Message}",
                "Check that the folder can be written, and that the disk is not full.",
                problem);
        }
    }
}
