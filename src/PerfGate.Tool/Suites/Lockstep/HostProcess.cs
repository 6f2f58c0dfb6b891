using System.Globalization;
using System.IO.Pipes;
using System.Text;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>A running host of a suite and the pipe to it: lines of text, one answer to one command.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _stopping;
    private readonly NamedPipeServerStream _pipe;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private Task<ProcessOutput> _process = Task.FromException<ProcessOutput>(new InvalidOperationException("The host was not started."));

    private HostProcess(string pipe, TimeSpan limit, CancellationToken cancellationToken)
    {
        _limit = limit;
        _cancellationToken = cancellationToken;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopping.CancelAfter(limit);
        _pipe = new NamedPipeServerStream(pipe, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        _reader = new StreamReader(_pipe, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        _writer = new StreamWriter(_pipe, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
    }

    /// <summary>Starts a suite's host.</summary>
    /// <param name="suite">A suite that has one.</param>
    /// <param name="command">What it does: <c>list</c> or <c>measure</c>.</param>
    /// <param name="arguments">What follows the name of the pipe.</param>
    /// <param name="log">Where its output goes.</param>
    /// <param name="limit">How long it may live.</param>
    /// <param name="cancellationToken">Ends it with all its children.</param>
    /// <exception cref="HostFailedException">It ended before it could be talked to.</exception>
    public static async Task<HostProcess> StartAsync(
        BuiltSuite suite, string command, IReadOnlyList<string> arguments, SuiteLog log, TimeSpan limit, CancellationToken cancellationToken)
    {
        var pipe = "perfgate-" + Guid.NewGuid().ToString("N")[..12];
        var host = new HostProcess(pipe, limit, cancellationToken);
        try
        {
            var (fileName, all) = suite.Host!.CommandLine([command, pipe, .. arguments]);
            log.WriteLine($"> {fileName} {string.Join(' ', all)}");
            var spec = DotNetCommand.Spec(fileName, all, suite.Host.Folder) with { OnLine = log.WriteLine, EndsChildren = true };
            host._process = ProcessRunner.RunAsync(spec, host._stopping.Token);
            var connecting = host._pipe.WaitForConnectionAsync(host._stopping.Token);
            if (await Task.WhenAny(connecting, host._process) == host._process) throw await host.EndedAsync();
            await host.OrTooLate(connecting);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="HostFailedException">The process has ended, or the time is over.</exception>
    public async Task SendAsync(string line)
    {
        try
        {
            await OrTooLate(_writer.WriteLineAsync(line.AsMemory(), _stopping.Token));
            await OrTooLate(_writer.FlushAsync(_stopping.Token));
        }
        catch (IOException)
        {
            throw await EndedAsync();
        }
    }

    /// <exception cref="HostFailedException">The process has ended, the benchmark has failed, or the time is over.</exception>
    public async Task<string> ReceiveAsync()
    {
        const string failed = "failed ";
        var receiving = _reader.ReadLineAsync(_stopping.Token).AsTask();
        await OrTooLate(receiving);
        var line = await receiving ?? throw await EndedAsync();
        return line.StartsWith(failed, StringComparison.Ordinal) ? throw new HostFailedException(line[failed.Length..]) : line;
    }

    /// <summary>Waits until the process has ended by itself.</summary>
    public Task EndAsync() => OrTooLate(_process);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _process;
        }
        catch (Exception problem) when (problem is OperationCanceledException or InvalidOperationException)
        {
            // It was stopped here, or never started.
        }

        await _pipe.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<HostFailedException> EndedAsync()
    {
        await OrTooLate(_process);
        var code = (await _process).ExitCode;
        return new HostFailedException(code > 128 && !OperatingSystem.IsWindows()
            ? string.Create(CultureInfo.InvariantCulture, $"its process was ended by signal {code - 128}")
            : string.Create(CultureInfo.InvariantCulture, $"its process ended by itself with exit code {code}"));
    }

    private async Task OrTooLate(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (!_cancellationToken.IsCancellationRequested)
        {
            throw new HostFailedException($"it was not done within {TimeLeft.Text(_limit)}, the limit of --timeout");
        }
    }
}

/// <summary>A benchmark's process failed; the message says how, as a clause without a subject's name.</summary>
internal sealed class HostFailedException(string reason) : Exception(reason);
