using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Files;

/// <summary>
/// A file that one process at a time holds open. The operating system lets go of it when the process dies, however it dies. The file
/// stays: whoever deleted it could delete one that the next process has just locked.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>The lock, or null while another process holds it.</summary>
    /// <exception cref="IOException">The file cannot be made, for example because the disk is full.</exception>
    public static FileLock? TryAcquire(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException problem) when (IsHeld(problem))
        {
            return null;
        }
    }

    /// <summary>A sharing or lock violation on Windows; on Unix the error of a lock that would have to wait (Linux 11, macOS 35).</summary>
    private static bool IsHeld(IOException problem) =>
        OperatingSystem.IsWindows() ? (problem.HResult & 0xFFFF) is 32 or 33 : problem.HResult is 11 or 35;

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">It was not free within the given time.</exception>
    public static async Task<FileLock> AcquireAsync(string path, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (TryAcquire(path) is { } held) return held;
            if (time.GetElapsedTime(start) > patience) throw new TimeoutException($"Another process holds {path}.");
            await Task.Delay(TimeSpan.FromMilliseconds(25), time, cancellationToken);
        }
    }

    /// <summary>The lock, or null while another process holds it.</summary>
    /// <exception cref="PerfGateException">The file cannot be made or opened.</exception>
    public static FileLock? TryAcquire(string path, ErrorCode code, string next)
    {
        try
        {
            return TryAcquire(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(code, path, problem.Message, next, problem);
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="PerfGateException">It was not free within the given time, or the file cannot be made or opened.</exception>
    public static async Task<FileLock> AcquireAsync(
        string path, TimeSpan patience, TimeProvider time, ErrorCode code, string next, CancellationToken cancellationToken)
    {
        try
        {
            return await AcquireAsync(path, patience, time, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new PerfGateException(code, path, problem.Message, next, problem);
        }
    }

    public string ReadText()
    {
        _stream.Position = 0;
        return new StreamReader(_stream, leaveOpen: true).ReadToEnd();
    }

    public void WriteText(string text)
    {
        _stream.SetLength(0);
        using var writer = new StreamWriter(_stream, leaveOpen: true);
        writer.Write(text);
    }

    public void Dispose() => _stream.Dispose();
}
