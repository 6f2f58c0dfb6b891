using System.Globalization;
using System.Text;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Suites;

/// <summary>The file that a child's output goes to. It is shown only when something fails.</summary>
internal sealed class SuiteLog : IDisposable
{
    private const int TailLines = 25;

    // A benchmark that prints megabytes must not fill the disk.
    private const long MaxCharacters = 64L * 1024 * 1024;

    private readonly StreamWriter _writer;
    private readonly Queue<string> _tail = new();
    private readonly Lock _lock = new();
    private long _characters;

    public SuiteLog(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        (Path, var stream) = Open(path);
        _writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    public string Path { get; }

    /// <summary>The last lines that say something.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_lock) return [.. _tail];
        }
    }

    /// <summary>Standard output and standard error arrive on different threads.</summary>
    public void WriteLine(string line)
    {
        lock (_lock)
        {
            _characters += line.Length + 1;
            if (_characters <= MaxCharacters) _writer.WriteLine(line);
            if (string.IsNullOrWhiteSpace(line)) return;
            _tail.Enqueue(line.Length > 400 ? line[..400] + "…" : line);
            if (_tail.Count > TailLines) _tail.Dequeue();
        }
    }

    // Another check in the same folder may be writing to the log of that name, or another user may own it.
    private static (string Path, FileStream Stream) Open(string path)
    {
        for (var number = 2; ; number++)
        {
            var candidate = number == 2
                ? path
                : System.IO.Path.ChangeExtension(path, string.Create(CultureInfo.InvariantCulture, $"{number - 1}.log"));
            try
            {
                return (candidate, new FileStream(candidate, FileMode.Create, FileAccess.Write, FileShare.Read));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException && number < 100 && File.Exists(candidate))
            {
                // Taken: the next one.
            }
            catch (UnauthorizedAccessException problem)
            {
                throw new PerfGateException(
                    ErrorCode.NoRoomToMeasure,
                    candidate,
                    $"the log cannot be written: {problem.Message}",
                    "Allow to write there, or remove what belongs to another user.",
                    problem);
            }
        }
    }

    public FailedSuite Failure(string suite, ErrorCode code, string text) => new(suite, code, text, Tail, Path);

    public void Dispose() => _writer.Dispose();
}
