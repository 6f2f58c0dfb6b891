using PerfGate.Analysis.Model;
using PerfGate.Host;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>One of the two processes that measure a case in turn. It works only between a command and its answer.</summary>
internal sealed class LockstepSide(MeasuredSuite suite, LockstepCase measured) : IAsyncDisposable
{
    private readonly DirectoryInfo _artifacts = Directory.CreateTempSubdirectory("perfgate-run-");
    private HostProcess? _host;

    /// <summary>Why it cannot be measured; null while it can.</summary>
    public string? Failure { get; private set; }

    /// <summary>Starts the process and waits until the benchmark is set up and ready, or has failed.</summary>
    public Task StartAsync(TimeSpan limit, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var launcher = suite.Launcher;
        _host = await HostProcess.StartAsync(
            launcher.Suite, "measure", [_artifacts.FullName, measured.Name], launcher.Log, limit, cancellationToken);
        if (await _host.ReceiveAsync() != "ready") throw new HostFailedException("BenchmarkDotNet did not start it; its log says why");
    });

    /// <summary>Runs a slice.</summary>
    /// <param name="command">To warm up, or to be kept.</param>
    /// <param name="invocations">How often the benchmark is called, about.</param>
    /// <exception cref="HostFailedException">The benchmark has failed, as <see cref="Failure"/> says from then on.</exception>
    public async Task<Slice> MeasureAsync(HostCommand command, long invocations)
    {
        var answer = await AskAsync(command, invocations);
        return new Slice(answer.Nanoseconds, answer.Invocations, answer.CompiledMethods);
    }

    /// <summary>Processor time that the process has used so far.</summary>
    /// <exception cref="HostFailedException">The benchmark has failed.</exception>
    public async Task<TimeSpan> ProcessorTimeAsync() =>
        TimeSpan.FromMicroseconds((await AskAsync(HostCommand.ProcessorTime, 0)).Nanoseconds / 1000);

    /// <summary>Processor time that some sides have used so far together.</summary>
    /// <exception cref="HostFailedException">A benchmark has failed.</exception>
    public static async Task<TimeSpan> ProcessorTimeAsync(IEnumerable<LockstepSide> sides)
    {
        var sum = TimeSpan.Zero;
        foreach (var side in sides) sum += await side.ProcessorTimeAsync();
        return sum;
    }

    /// <summary>Keeps the benchmark on the cores of a mask; false where the system does not let it.</summary>
    /// <exception cref="HostFailedException">The benchmark has failed.</exception>
    public async Task<bool> PinAsync(long mask) => (await AskAsync(HostCommand.Pin, mask)).Invocations == 1;

    /// <summary>Lets the process clean up, export and end.</summary>
    public Task EndAsync() => TryAsync(async () =>
    {
        if (_host is null || Failure is not null) return;
        await _host.SendAsync(HostCommand.Done, 0);
        while (await _host.ReceiveAsync() != "end")
        {
            // BenchmarkDotNet may ask for another run of the engine; there is nothing to add to it.
            await _host.SendAsync(HostCommand.Done, 0);
        }

        await _host.EndAsync();
    });

    /// <summary>What the process exported, or that the benchmark failed.</summary>
    public ResultSet Results()
    {
        var folder = Path.Combine(_artifacts.FullName, "results");
        var name = suite.Launcher.Suite.Project.Name;
        if (Failure is null && Directory.Exists(folder))
        {
            try
            {
                // The engine is told as a job's characteristic; to the reader this is the default job.
                var results = ResultReader.ReadBenchmarkDotNet(folder, name);
                return results with
                {
                    Benchmarks = [.. results.Benchmarks.Select(benchmark => benchmark with { Id = benchmark.Id with { Job = "" } })],
                };
            }
            catch (PerfGateException problem)
            {
                Failure = $"its results cannot be read: {problem.Message}";
            }
        }

        var failed = new BenchmarkResult(measured.Id, name, [], Failure ?? "it left no results");
        return new ResultSet(new Provenance(), new HostEnvironment(), [failed], []);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        FolderCleanup.Delete(_artifacts);
    }

    private async Task<AnswerFrame> AskAsync(HostCommand command, long number)
    {
        try
        {
            return await _host!.AskAsync(command, number);
        }
        catch (HostFailedException problem)
        {
            Failure ??= problem.Message;
            throw;
        }
    }

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (HostFailedException problem)
        {
            Failure ??= problem.Message;
        }
    }
}
