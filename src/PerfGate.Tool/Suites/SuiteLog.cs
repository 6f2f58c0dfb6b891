using System.Text;

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
        Path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
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

    public FailedSuite Failure(string suite, ErrorCode code, string text) => new(suite, code, text, Tail, Path);

    public void Dispose() => _writer.Dispose();
}
