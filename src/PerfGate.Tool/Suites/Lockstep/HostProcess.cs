using System.Globalization;
using System.IO.Pipes;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using PerfGate.Host;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Suites.Progress;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>
/// A running host of a suite and the pipe to it: texts, and one answer in numbers to one command. Its time counts only while it is waited
/// for: the other side's is not its own, and would end both where one hangs.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    // Names and messages are long at times, but not so long.
    private const int LongestText = 1 << 24;

    private readonly string _limit;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _stopping;
    private readonly NamedPipeServerStream _pipe;
    private readonly byte[] _command = new byte[Unsafe.SizeOf<CommandFrame>()];
    private readonly byte[] _answer = new byte[Unsafe.SizeOf<AnswerFrame>()];
    private TimeSpan _left;
    private Task<ProcessOutput> _process = Task.FromException<ProcessOutput>(new InvalidOperationException("The host was not started."));

    private HostProcess(string pipe, string command, TimeSpan limit, CancellationToken cancellationToken)
    {
        _limit = TimeLeft.Text(limit) + (command == "measure" ? ", the limit of --timeout" : "");
        _left = limit;
        _cancellationToken = cancellationToken;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pipe = new NamedPipeServerStream(
            pipe, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
    }

    /// <summary>Starts a suite's host.</summary>
    /// <param name="suite">A suite that has one.</param>
    /// <param name="command">What it does: <c>list</c> or <c>measure</c>.</param>
    /// <param name="arguments">What follows the name of the pipe.</param>
    /// <param name="log">Where its output goes.</param>
    /// <param name="limit">How long it may be waited for, all in all.</param>
    /// <param name="cancellationToken">Ends it with all its children.</param>
    /// <exception cref="HostFailedException">It ended before it could be talked to.</exception>
    public static async Task<HostProcess> StartAsync(
        BuiltSuite suite,
        string command,
        IReadOnlyList<string> arguments,
        SuiteLog log,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        var pipe = PipeName();
        var host = new HostProcess(pipe, command, limit, cancellationToken);
        try
        {
            var (fileName, all) = suite.Host!.CommandLine([command, pipe, .. arguments]);
            log.WriteLine($"> {fileName} {string.Join(' ', all)}");
            var spec = DotNetCommand.Spec(fileName, all, suite.Host.Folder) with { OnLine = log.WriteLine, EndsChildren = true };
            host._process = DotNetCommand.RunAsync(spec, host._stopping.Token);
            var connecting = host._pipe.WaitForConnectionAsync(host._stopping.Token);
            var first = Task.WhenAny(connecting, host._process);
            await host.OrTooLate(first);
            if (await first == host._process) throw await host.EndedAsync();
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
    public async Task SendAsync(HostCommand command, long number)
    {
        try
        {
            MemoryMarshal.Write(_command, new CommandFrame(command, number));
            await OrTooLate(_pipe.WriteAsync(_command, _stopping.Token).AsTask());
        }
        catch (IOException)
        {
            throw await EndedAsync();
        }
    }

    /// <summary>Gives a command and waits for its answer in numbers.</summary>
    /// <exception cref="HostFailedException">The process has ended, the benchmark has failed, or the time is over.</exception>
    public async Task<AnswerFrame> AskAsync(HostCommand command, long number)
    {
        await SendAsync(command, number);
        var frame = await FrameAsync();
        return frame.TextLength == 0
            ? frame
            : throw new HostFailedException($"its host said '{await TextAsync(frame)}' where a measurement was expected");
    }

    /// <summary>Waits for a text.</summary>
    /// <exception cref="HostFailedException">The process has ended, the benchmark has failed, or the time is over.</exception>
    public async Task<string> ReceiveAsync() => await TextAsync(await FrameAsync());

    /// <summary>Waits until the process has ended by itself.</summary>
    public Task EndAsync() => OrTooLate(_process);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _process;
        }
        catch (Exception problem) when (problem is OperationCanceledException or InvalidOperationException or PerfGateException)
        {
            // It was stopped here, or never started; whoever starts it is told why.
        }

        await _pipe.DisposeAsync();
        _stopping.Dispose();
    }

    // On Unix it is a file in the temporary folder, and the system takes no more than a hundred bytes for its path.
    private static string PipeName()
    {
        const int longest = 100;
        var name = "perfgate-" + Guid.NewGuid().ToString("N")[..12];
        var path = Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + name);
        return OperatingSystem.IsWindows() || Encoding.UTF8.GetByteCount(path) <= longest ? name : "/tmp/" + name;
    }

    private async Task<AnswerFrame> FrameAsync()
    {
        await FillAsync(_answer);
        return MemoryMarshal.Read<AnswerFrame>(_answer);
    }

    private async Task<string> TextAsync(AnswerFrame frame)
    {
        const string failed = "failed ";
        if (frame.TextLength is < 0 or > LongestText) throw new HostFailedException("its host and the tool do not understand each other");
        var bytes = new byte[frame.TextLength];
        await FillAsync(bytes);
        var text = Encoding.UTF8.GetString(bytes);
        return text.StartsWith(failed, StringComparison.Ordinal) ? throw new HostFailedException(text[failed.Length..]) : text;
    }

    private async Task FillAsync(byte[] bytes)
    {
        try
        {
            await OrTooLate(_pipe.ReadExactlyAsync(bytes, _stopping.Token).AsTask());
        }
        catch (IOException)
        {
            throw await EndedAsync();
        }
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
        var start = TimeProvider.System.GetTimestamp();
        if (!task.IsCompleted) _stopping.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (!_cancellationToken.IsCancellationRequested)
        {
            throw new HostFailedException($"it was not done within {_limit}");
        }
        finally
        {
            _stopping.CancelAfter(Timeout.InfiniteTimeSpan);
            _left -= TimeProvider.System.GetElapsedTime(start);
        }
    }
}

/// <summary>A benchmark's process failed; the message says how, as a clause without a subject's name.</summary>
internal sealed class HostFailedException(string reason) : Exception(reason);
