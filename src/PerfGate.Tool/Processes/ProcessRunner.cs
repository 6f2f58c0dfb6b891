using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;

namespace PerfGate.Tool.Processes;

/// <summary>The one place that starts child processes. Cancelling ends a child with all its descendants.</summary>
internal static class ProcessRunner
{
    /// <summary>How long a pipe is waited for that a process holds open which the child left behind.</summary>
    private static readonly TimeSpan LongestEcho = TimeSpan.FromSeconds(5);

    /// <summary>Starts a child that is asked and answers while it runs. Cancelling ends it with all its descendants.</summary>
    /// <exception cref="Win32Exception">The program is not there or cannot be started.</exception>
    public static Conversation Converse(ProcessSpec spec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var process = new Process { StartInfo = StartInfo(spec, mark: null) };
#pragma warning disable RS0030 // The other allowed place.
        process.Start();
#pragma warning restore RS0030
        return new Conversation(process, cancellationToken.Register(() => Kill(process)));
    }

    /// <exception cref="Win32Exception">The program is not there or cannot be started.</exception>
    public static async Task<ProcessOutput> RunAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mark = spec.EndsChildren ? new ProcessMark() : null;
        using var process = new Process { StartInfo = StartInfo(spec, mark) };
#pragma warning disable RS0030 // The one allowed place.
        process.Start();
#pragma warning restore RS0030
        await using var killing = cancellationToken.Register(() => Kill(process));

        using var echo = new CancellationTokenSource();
        var writing = WriteInputAsync(process, spec.Input);
        var error = new StringBuilder();
        using var output = new MemoryStream();
        var reading = Task.WhenAll(
            ReadLinesAsync(process.StandardError, line => Keep(line, error, spec.OnLine), echo.Token),
            spec.OnLine is { } onLine
                ? ReadLinesAsync(process.StandardOutput, onLine, echo.Token)
                : CopyAsync(process.StandardOutput.BaseStream, output, echo.Token));

        await process.WaitForExitAsync(CancellationToken.None);
        mark?.EndAll();
        echo.CancelAfter(LongestEcho);
        await reading;
        await Task.WhenAny(writing, Task.Delay(LongestEcho, CancellationToken.None));
        cancellationToken.ThrowIfCancellationRequested();
        return new ProcessOutput(process.ExitCode, output.ToArray(), error.ToString());
    }

    private static ProcessStartInfo StartInfo(ProcessSpec spec, ProcessMark? mark)
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
        // A suite may have the gate in its own build: there it must not start itself.
        info.Environment["PERFGATE_INSIDE"] = "true";
        foreach (var (name, value) in spec.Environment) info.Environment[name] = value;
        if (mark is not null) info.Environment[ProcessMark.Variable] = mark.Value;
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

    // Whatever becomes of the lines, they are read: a child whose pipe is full would wait for ever.
    private static async Task ReadLinesAsync(StreamReader reader, Action<string> onLine, CancellationToken stop)
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            while (await reader.ReadLineAsync(stop) is { } line)
            {
                try
                {
                    if (failure is null) onLine(line);
                }
                catch (Exception problem)
                {
                    failure = ExceptionDispatchInfo.Capture(problem);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody who still writes belongs to the child any more.
        }

        failure?.Throw();
    }

    private static async Task CopyAsync(Stream from, MemoryStream to, CancellationToken stop)
    {
        try
        {
            await from.CopyToAsync(to, stop);
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
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
        catch (Exception problem) when (problem is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended by itself or is about to, or a descendant ended while the tree was walked. This runs in whoever cancels, often
            // a signal's handler, where nobody could do anything about it.
        }
    }
}
