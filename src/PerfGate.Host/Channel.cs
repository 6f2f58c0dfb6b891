using System.IO.Pipes;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PerfGate.Host;

/// <summary>
/// The pipe to the coordinator: texts, and one answer in numbers to one command. Between two slices as little code as possible runs:
/// whatever is called thirty times is compiled anew by the runtime, which then competes with the benchmark that warms up.
/// </summary>
internal sealed class Channel : IDisposable
{
    private readonly NamedPipeClientStream _pipe;

    // On Unix the pipe is a socket, of which the operating system reads and writes without the layers of its stream; else -1.
    private readonly int _socket;

    public Channel(string name)
    {
        _pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut);
        _pipe.Connect(30_000);
        _socket = OperatingSystem.IsWindows() ? -1 : (int)_pipe.SafePipeHandle.DangerousGetHandle();
    }

    public void Send(string line)
    {
        var text = Encoding.UTF8.GetBytes(line.ReplaceLineEndings(" "));
        Answer(new AnswerFrame(text.Length, 0, 0, 0));
        Write(text);
    }

    /// <summary>Says what a benchmark threw; BenchmarkDotNet's own words about it are in the log.</summary>
    public void SendFailure(Exception problem)
    {
        while (problem is TargetInvocationException or AggregateException && problem.InnerException is { } inner) problem = inner;
        Send($"failed {problem.GetType().FullName}: {problem.Message}");
    }

    /// <exception cref="EndOfStreamException">The coordinator is gone: there is nobody to measure for.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CommandFrame Receive()
    {
        var frame = default(CommandFrame);
        var bytes = MemoryMarshal.AsBytes(new Span<CommandFrame>(ref frame));
        while (bytes.Length > 0)
        {
            var count = _socket < 0 ? _pipe.Read(bytes) : Checked(UnixRead(_socket, ref MemoryMarshal.GetReference(bytes), bytes.Length));
            if (count == 0 && _socket < 0) throw new EndOfStreamException("The coordinator has closed the pipe.");
            bytes = bytes[count..];
        }

        return frame;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Answer(AnswerFrame frame) => Write(MemoryMarshal.AsBytes(new ReadOnlySpan<AnswerFrame>(ref frame)));

    public void Dispose() => _pipe.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_socket < 0)
        {
            _pipe.Write(bytes);
            return;
        }

        while (bytes.Length > 0) bytes = bytes[Checked(UnixWrite(_socket, ref MemoryMarshal.GetReference(bytes), bytes.Length))..];
    }

    // A call that a signal interrupted has moved nothing and is made again; whoever is gone cannot be told.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Checked(nint count)
    {
        const int interrupted = 4;
        if (count > 0) return (int)count;
        return count < 0 && Marshal.GetLastSystemError() == interrupted
            ? 0
            : throw new EndOfStreamException("The coordinator has closed the pipe.");
    }

    [DllImport("libc", EntryPoint = "read")]
    private static extern nint UnixRead(int file, ref byte buffer, nint count);

    [DllImport("libc", EntryPoint = "write")]
    private static extern nint UnixWrite(int file, ref byte buffer, nint count);
}
