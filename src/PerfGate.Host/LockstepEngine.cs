using System.Diagnostics;
using System.Globalization;
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
    private readonly List<Measurement> _measurements = [];
    private readonly int _unrollFactor = engine.TargetJob.ResolveValue(RunMode.UnrollFactorCharacteristic, engine.Resolver);
    private readonly Process _self = Process.GetCurrentProcess();
    private GcStats _memory = GcStats.Empty;

    public IHost Host => engine.Host;

    public Job TargetJob => engine.TargetJob;

    public long OperationsPerInvoke => engine.OperationsPerInvoke;

    public Action? GlobalSetupAction => engine.GlobalSetupAction;

    public Action? GlobalCleanupAction => engine.GlobalCleanupAction;

    public Action<long> WorkloadAction => engine.WorkloadAction;

    public Action<long> OverheadAction => engine.OverheadAction;

    public IResolver Resolver => engine.Resolver;

    public void WriteLine() => engine.WriteLine();

    public void WriteLine(string line) => engine.WriteLine(line);

    public Measurement RunIteration(IterationData data) => engine.RunIteration(data);

    public void Dispose()
    {
        _self.Dispose();
        engine.Dispose();
    }

    public RunResults Run()
    {
        channel.Send("ready");
        while (channel.Receive() is var command && command != "done")
        {
            var parts = command.Split(' ');
            try
            {
                Answer(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture));
            }
            catch (Exception problem)
            {
                channel.SendFailure(problem);
                throw;
            }
        }

        return new RunResults(_measurements, OutlierMode.DontRemove, _memory, default, 0);
    }

    private void Answer(string command, long number)
    {
        if (command == "pin")
        {
            Pin(number);
            channel.Send("0 1 0 0");
            return;
        }

        var loops = Math.Max(1, number / _unrollFactor);
        var invocations = loops * _unrollFactor;
        var action = command == "overhead" ? engine.OverheadAction : engine.WorkloadAction;
        var before = command == "memory" ? GcStats.ReadInitial() : default;
        var processor = ProcessorTime();
        var start = Stopwatch.GetTimestamp();
        action(loops);
        var nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        processor = ProcessorTime() - processor;
        if (command == "memory") _memory = (GcStats.ReadFinal() - before).WithTotalOperations(invocations * engine.OperationsPerInvoke);
        if (command is "slice" or "overhead") Keep(command == "slice" ? IterationMode.Workload : IterationMode.Overhead, invocations, nanoseconds);

        var compiled = System.Runtime.JitInfo.GetCompiledMethodCount();
        channel.Send(string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:R} {invocations} {compiled} {processor.TotalNanoseconds:R}"));
    }

    private TimeSpan ProcessorTime()
    {
        _self.Refresh();
        return _self.TotalProcessorTime;
    }

    // One core for both processes, of which only one works at a time: what disturbs one disturbs the other. It is set only when the code
    // is compiled, because a runtime that starts on one core waits ten times longer before it optimises anything.
    private void Pin(long mask)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) _self.ProcessorAffinity = (nint)mask;
    }

    private void Keep(IterationMode mode, long invocations, double nanoseconds)
    {
        var index = _measurements.Count(measurement => measurement.IterationMode == mode) + 1;
        _measurements.Add(new Measurement(1, mode, IterationStage.Actual, index, invocations * engine.OperationsPerInvoke, nanoseconds));
    }
}
