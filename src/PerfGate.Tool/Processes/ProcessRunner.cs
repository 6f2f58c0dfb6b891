using System.Diagnostics;
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
}

/// <summary>What a child process left behind.</summary>
internal sealed record ProcessOutput(int ExitCode, byte[] StandardOutput, string StandardError)
{
    public string Text => Encoding.UTF8.GetString(StandardOutput);
}

/// <summary>The one place that starts child processes. Cancelling ends a child with all its descendants.</summary>
internal static class ProcessRunner
{
    /// <exception cref="System.ComponentModel.Win32Exception">The program is not there or cannot be started.</exception>
    public static async Task<ProcessOutput> RunAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(spec) };
#pragma warning disable RS0030 // The one allowed place.
        process.Start();
#pragma warning restore RS0030
        await using var killing = cancellationToken.Register(() => Kill(process));

        var writing = WriteInputAsync(process, spec.Input);
        var error = new StringBuilder();
        var readingError = ReadLinesAsync(process.StandardError, line => Keep(line, error, spec.OnLine));
        using var output = new MemoryStream();
        var readingOutput = spec.OnLine is { } onLine
            ? ReadLinesAsync(process.StandardOutput, onLine)
            : process.StandardOutput.BaseStream.CopyToAsync(output, CancellationToken.None);

        await Task.WhenAll(writing, readingOutput, readingError);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return new ProcessOutput(process.ExitCode, output.ToArray(), error.ToString());
    }

    private static ProcessStartInfo StartInfo(ProcessSpec spec)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var info = new ProcessStartInfo(spec.FileName, spec.Arguments)
        {
            WorkingDirectory = spec.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var (name, value) in spec.Environment) info.Environment[name] = value;
        return info;
    }

    private static async Task WriteInputAsync(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child ended without reading it all; its exit code says why.
        }
    }

    private static async Task ReadLinesAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line) onLine(line);
    }

    private static void Keep(string line, StringBuilder text, Action<string>? onLine)
    {
        if (onLine is null) text.Append(line).Append('\n');
        else onLine(line);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
        catch (AggregateException)
        {
            // A descendant ended while the tree was walked.
        }
    }
}
