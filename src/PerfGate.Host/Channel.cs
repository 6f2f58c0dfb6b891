using System.IO.Pipes;
using System.Text;

namespace PerfGate.Host;

/// <summary>The pipe to the coordinator: lines of text, one answer to one command.</summary>
internal sealed class Channel : IDisposable
{
    private readonly NamedPipeClientStream _pipe;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    public Channel(string name)
    {
        _pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut);
        _pipe.Connect(30_000);
        _reader = new StreamReader(_pipe, Encoding.UTF8, leaveOpen: true);
        _writer = new StreamWriter(_pipe, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
    }

    public void Send(string line) => _writer.WriteLine(line.ReplaceLineEndings(" "));

    /// <summary>Says what a benchmark threw; BenchmarkDotNet's own words about it are in the log.</summary>
    public void SendFailure(Exception problem)
    {
        while (problem is System.Reflection.TargetInvocationException or AggregateException && problem.InnerException is { } inner) problem = inner;
        Send($"failed {problem.GetType().FullName}: {problem.Message}");
    }

    /// <exception cref="EndOfStreamException">The coordinator is gone: there is nobody to measure for.</exception>
    public string Receive() => _reader.ReadLine() ?? throw new EndOfStreamException("The coordinator has closed the pipe.");

    public void Dispose()
    {
        _writer.Dispose();
        _reader.Dispose();
        _pipe.Dispose();
    }
}
