using System.Text;

namespace PerfGate.Tool.Processes;

/// <summary>What to start, and what to do with what it prints.</summary>
/// <param name="FileName">Program, found on the path.</param>
/// <param name="Arguments">One entry an argument; quoting is done here, never by the caller.</param>
internal sealed record ProcessSpec(string FileName, IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to set, or to remove where the value is null, on top of this process's own.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Bytes for the child's standard input; without them it is closed at once.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Called with each line of standard output and standard error; then the text is not kept in memory.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>
    /// Whether processes that the child started and left behind are ended after it, where the system can tell whose they are.
    /// </summary>
    public bool EndsChildren { get; init; }
}

/// <summary>What a child process left behind.</summary>
internal sealed record ProcessOutput(int ExitCode, byte[] StandardOutput, string StandardError)
{
    public string Text => Encoding.UTF8.GetString(StandardOutput);
}
