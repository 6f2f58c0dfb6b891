using System.Diagnostics;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Characteristics;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using Perfolizer.Mathematics.OutlierDetection;

namespace PerfGate.Host;

internal sealed class LockstepEngineFactory(Channel channel) : IEngineFactory
{
    // BenchmarkDotNet's own factory sets up, compiles and chooses the unroll factor.
    public IEngine CreateReadyToRun(EngineParameters engineParameters)
    {
        try
        {
            return new LockstepEngine(new EngineFactory().CreateReadyToRun(engineParameters), channel);
        }
        catch (Exception problem)
        {
            channel.SendFailure(problem);
            throw;
        }
    }
}

/// <summary>
/// BenchmarkDotNet's engine, except that the workload runs in slices when the coordinator says so: while this process runs one, the other
/// one waits.
/// </summary>
internal sealed class LockstepEngine(IEngine engine, Channel channel) : IEngine
{
    private const int MostAttempts = 6;
    private const int FewAttempts = 3;
    private const double LongSlice = 50e6;

    private readonly List<Measurement> _measurements = [];
    private readonly long _unrollFactor = engine.TargetJob.ResolveValue(RunMode.UnrollFactorCharacteristic, engine.Resolver);
    private readonly Action<long> _workload = engine.WorkloadAction;
    private readonly Action<long> _overhead = engine.OverheadAction;
    private readonly double _nanosecondsATick = 1e9 / Stopwatch.Frequency;
    private int _slices;
    private int _overheads;
    private GcStats _memory = GcStats.Empty;

    public IHost Host => engine.Host;

    public Job TargetJob => engine.TargetJob;

    public long OperationsPerInvoke => engine.OperationsPerInvoke;

    public Action? GlobalSetupAction => engine.GlobalSetupAction;

    public Action? GlobalCleanupAction => engine.GlobalCleanupAction;

    public Action<long> WorkloadAction => _workload;

    public Action<long> OverheadAction => _overhead;

    public IResolver Resolver => engine.Resolver;

    public void WriteLine() => engine.WriteLine();

    public void WriteLine(string line) => engine.WriteLine(line);

    public Measurement RunIteration(IterationData data) => engine.RunIteration(data);

    public void Dispose() => engine.Dispose();

    public RunResults Run()
    {
        channel.Send("ready");
        try
        {
            Follow();
        }
        catch (Exception problem)
        {
            channel.SendFailure(problem);
            throw;
        }

        return new RunResults(_measurements, OutlierMode.DontRemove, _memory, default, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Follow()
    {
        while (channel.Receive() is { Command: not HostCommand.Done } frame)
        {
            channel.Answer(frame.Command switch
            {
                HostCommand.Pin => Pin(frame.Number),
                HostCommand.ProcessorTime => ProcessorTime(),
                HostCommand.Memory => Memory(frame.Number),
                _ => Slice(frame.Command, frame.Number),
            });
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private AnswerFrame Slice(HostCommand command, long number)
    {
        var loops = number < _unrollFactor ? 1 : number / _unrollFactor;
        var invocations = loops * _unrollFactor;
        var action = command == HostCommand.Overhead ? _overhead : _workload;
        var start = Stopwatch.GetTimestamp();
        action(loops);
        var nanoseconds = (Stopwatch.GetTimestamp() - start) * _nanosecondsATick;
        if (command == HostCommand.Slice) Keep(IterationMode.Workload, ++_slices, invocations, nanoseconds);
        if (command == HostCommand.Overhead) Keep(IterationMode.Overhead, ++_overheads, invocations, nanoseconds);
        return new AnswerFrame(0, nanoseconds, invocations, System.Runtime.JitInfo.GetCompiledMethodCount());
    }

    // The count is the whole process's: what other threads allocate meanwhile (the runtime's own after a collection, for example) comes on
    // top. So it is taken until two agree on the least.
    private AnswerFrame Memory(long number)
    {
        var least = long.MaxValue;
        for (var attempt = 0; ; attempt++)
        {
            var before = GcStats.ReadInitial();
            var slice = Slice(HostCommand.Run, number);
            var memory = (GcStats.ReadFinal() - before).WithTotalOperations(slice.Invocations * engine.OperationsPerInvoke);
            var bytes = memory.GetTotalAllocatedBytes(excludeAllocationQuantumSideEffects: false) ?? 0;
            if (bytes < least) _memory = memory;
            var attempts = slice.Nanoseconds > LongSlice ? FewAttempts : MostAttempts;
            if (bytes == least || attempt + 1 == attempts) return slice;
            least = Math.Min(least, bytes);
        }
    }

    private static AnswerFrame ProcessorTime()
    {
        using var self = Process.GetCurrentProcess();
        return new AnswerFrame(0, self.TotalProcessorTime.TotalNanoseconds, 0, 0);
    }

    // One core for both processes, of which only one works at a time: what disturbs one disturbs the other. It is set only when the code
    // is compiled, because a runtime that starts on one core waits ten times longer before it optimises anything. The benchmark runs on
    // the thread that this one is.
    private static AnswerFrame Pin(long mask) => new(0, 0, CoreAffinity.TryKeepOn((ulong)mask) ? 1 : 0, 0);

    private void Keep(IterationMode mode, int index, long invocations, double nanoseconds) =>
        _measurements.Add(new Measurement(1, mode, IterationStage.Actual, index, invocations * engine.OperationsPerInvoke, nanoseconds));
}
