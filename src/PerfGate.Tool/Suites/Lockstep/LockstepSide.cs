using System.Globalization;
using System.IO.Pipes;
using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>What one slice was.</summary>
/// <param name="Nanoseconds">How long it took.</param>
/// <param name="Invocations">How often the benchmark was called.</param>
/// <param name="CompiledMethods">Methods that the runtime had compiled by then.</param>
internal sealed record Slice(double Nanoseconds, long Invocations, long CompiledMethods)
{
    public double PerInvocation => Nanoseconds / Invocations;
}

/// <summary>One of the two processes of a launch pair. It works only between a command and its answer.</summary>
internal sealed class LockstepSide : IAsyncDisposable
{
    private readonly BuiltSuite _suite;
    private readonly SuiteLog _log;
    private readonly DirectoryInfo _artifacts = Directory.CreateTempSubdirectory("perfgate-run-");
    private readonly CancellationTokenSource _stopping;
    private readonly NamedPipeServerStream _pipe;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private Task<ProcessOutput> _process = Task.FromException<ProcessOutput>(new InvalidOperationException("The side was not started."));

    private LockstepSide(BuiltSuite suite, SuiteLog log, CancellationToken cancellationToken)
    {
        _suite = suite;
        _log = log;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PipeName = "perfgate-" + Guid.NewGuid().ToString("N")[..12];
        _pipe = new NamedPipeServerStream(PipeName, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        _reader = new StreamReader(_pipe, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        _writer = new StreamWriter(_pipe, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
    }

    /// <summary>Benchmarks that the process will offer, in its order.</summary>
    public List<string> Cases { get; } = [];

    /// <summary>Benchmarks, without parameters, that cannot be measured in lockstep.</summary>
    public HashSet<string> Own { get; } = new(StringComparer.Ordinal);

    private string PipeName { get; }

    /// <summary>Starts the process and reads what it has to offer.</summary>
    /// <exception cref="SuiteFailedException">It ended before it said so.</exception>
    public static async Task<LockstepSide> StartAsync(BuiltSuite suite, IReadOnlyList<string> filter, SuiteLog log, CancellationToken cancellationToken)
    {
        var side = new LockstepSide(suite, log, cancellationToken);
        try
        {
            var (fileName, arguments) = suite.Host!.CommandLine(["lockstep", side.PipeName, side._artifacts.FullName, .. filter]);
            log.WriteLine($"> {fileName} {string.Join(' ', arguments)}");
            side._process = ProcessRunner.RunAsync(DotNetCommand.Spec(fileName, arguments, suite.Project.Folder) with { OnLine = log.WriteLine }, side._stopping.Token);
            var connecting = side._pipe.WaitForConnectionAsync(side._stopping.Token);
            if (await Task.WhenAny(connecting, side._process) == side._process) throw side.Ended();
            await connecting;
            while (await side.ReceiveAsync() is var line && line != "ready")
            {
                if (line.StartsWith("case ", StringComparison.Ordinal)) side.Cases.Add(line["case ".Length..]);
                if (line.StartsWith("own ", StringComparison.Ordinal)) side.Own.Add(line["own ".Length..]);
            }

            return side;
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }
    }

    public Task BeginAsync(long affinity) => SendAsync(affinity == 0 ? "begin" : string.Create(CultureInfo.InvariantCulture, $"pin {affinity}"));

    /// <summary>The next benchmark that is set up and ready; null when there are no more.</summary>
    public async Task<string?> NextAsync() => await ReceiveAsync() is var line && line.StartsWith("benchmark ", StringComparison.Ordinal) ? line["benchmark ".Length..] : null;

    /// <summary>Runs a slice.</summary>
    /// <param name="command"><c>run</c>, or to be kept as measurements <c>slice</c>, <c>overhead</c> or <c>memory</c>.</param>
    /// <param name="invocations">How often the benchmark is called, about.</param>
    public async Task<Slice> MeasureAsync(string command, long invocations)
    {
        await SendAsync(string.Create(CultureInfo.InvariantCulture, $"{command} {invocations}"));
        var parts = (await ReceiveAsync()).Split(' ');
        return new Slice(
            double.Parse(parts[0], CultureInfo.InvariantCulture),
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public Task DoneAsync() => SendAsync("done");

    /// <summary>What the process exported, once it has ended.</summary>
    public async Task<ResultSet> ResultsAsync()
    {
        await _process;
        var folder = Path.Combine(_artifacts.FullName, "results");
        if (!Directory.Exists(folder)) return ResultSets.Join([]);
        var results = ResultReader.ReadBenchmarkDotNet(folder, _suite.Project.Name);

        // The engine is told as a job's characteristic; to the reader this is the default job.
        return results with { Benchmarks = [.. results.Benchmarks.Select(benchmark => benchmark with { Id = benchmark.Id with { Job = "" } })] };
    }

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
        _artifacts.Delete(recursive: true);
    }

    private async Task SendAsync(string line)
    {
        try
        {
            await _writer.WriteLineAsync(line.AsMemory(), _stopping.Token);
            await _writer.FlushAsync(_stopping.Token);
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    private async Task<string> ReceiveAsync() => await _reader.ReadLineAsync(_stopping.Token) ?? throw Ended();

    private SuiteFailedException Ended() => new(_log.Failure(_suite.Project.Name, ErrorCode.SuiteFailed, "the suite's process ended while it was measured"));
}
