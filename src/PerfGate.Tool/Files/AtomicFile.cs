using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Files;

/// <summary>
/// Writes a file beside its place and moves it there: nobody ever sees half of it, and an old one survives a failure. A link stays one, and
/// the file that it points to is replaced. What is no file, such as a device or a pipe, is written to.
/// </summary>
internal static class AtomicFile
{
    // What is here was made by the system; /dev/stdout may even lead to a file, which others write to as well.
    private static readonly string[] OfTheSystem = ["/dev/", "/proc/", @"\\.\"];

    // Files in memory.
    private const string Memory = "/dev/shm/";

    /// <summary>Sees whether a file can be written, before there is anything to write. Nothing is made of it.</summary>
    /// <param name="path">The file; its folder may be missing.</param>
    /// <param name="code">What it means when it cannot be written.</param>
    /// <exception cref="PerfGateException">It cannot be written.</exception>
    public static void Try(string path, ErrorCode code)
    {
        try
        {
            var full = Path.GetFullPath(path);
            var target = TargetOf(full);

            // A pipe has no length, and waits for a reader once it is opened.
            if (IsOfTheSystem(full) || IsOfTheSystem(target) || (File.Exists(target) && new FileInfo(target).Length == 0)) return;
            if (Directory.Exists(target)) throw new IOException("A folder has this name.");
            var folder = Path.GetDirectoryName(target);
            while (folder is not null && !Path.Exists(folder)) folder = Path.GetDirectoryName(folder);
            if (folder is not null) File.Create(Path.Combine(folder, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, code, problem);
        }
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; missing folders are made.</param>
    /// <param name="code">What it means when it cannot be written.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="PerfGateException">It cannot be written; nothing is left beside it.</exception>
    public static void Write(string path, ErrorCode code, Action<Stream> write)
    {
        string? beside = null;
        try
        {
            var full = Path.GetFullPath(path);
            var target = TargetOf(full);
            using (var stream = OpenStream(full, target))
            {
                if (stream is not null)
                {
                    write(stream);
                    return;
                }
            }

            if (Path.GetDirectoryName(target) is { } folder) Directory.CreateDirectory(folder);
            beside = $"{target}.{Path.GetRandomFileName()}.tmp";
            using (var stream = File.Create(beside)) write(stream);
            if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            File.Move(beside, target, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside)) File.Delete(beside);
            throw NotWritten(path, code, problem);
        }
    }

    private static PerfGateException NotWritten(string path, ErrorCode code, Exception problem) => new(
        code,
        path,
        $"the file cannot be written: {problem.Message}",
        "Check that the folder can be written, and that the disk is not full.",
        problem);

    private static string TargetOf(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>Opens what is no file, to which nothing can be moved; null for what is one, or will be.</summary>
    private static FileStream? OpenStream(string path, string target)
    {
        if (IsOfTheSystem(path) || IsOfTheSystem(target)) return Open(path);

        // A pipe in a folder has no length, and shows what it is only once it is open.
        if (OperatingSystem.IsWindows() || !File.Exists(target) || new FileInfo(target).Length > 0) return null;
        var stream = Open(target);
        if (!stream.CanSeek) return stream;
        stream.Dispose();
        return null;
    }

    // At its end: nothing is taken from a file that standard output was redirected to.
    private static FileStream Open(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);

    private static bool IsOfTheSystem(string path) =>
        Array.Exists(OfTheSystem, start => path.StartsWith(start, StringComparison.Ordinal))
        && !path.StartsWith(Memory, StringComparison.Ordinal);
}
