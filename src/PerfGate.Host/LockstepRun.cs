using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PerfGate.Host;

/// <summary>
/// Runs one case through BenchmarkDotNet, in this process, with an engine that measures slices on command. Parameters, setup, cleanup and
/// the export stay BenchmarkDotNet's.
/// </summary>
internal static class LockstepRun
{
    // How long a benchmark may take is for the coordinator to say.
    private static readonly TimeSpan NoLimit = TimeSpan.FromDays(7);

    public static void Run(Assembly suite, string pipe, string artifacts, string name)
    {
        using var channel = new Channel(pipe);
        var job = Job.Default
            .WithToolchain(new InProcessEmitToolchain(NoLimit, logOutput: true))
            .WithEngineFactory(new LockstepEngineFactory(channel));
        var config = ManualConfig.CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(JsonExporter.Full)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddJob(job)
            .WithArtifactsPath(artifacts)
            .WithOptions(ConfigOptions.DisableOptimizationsValidator);

        foreach (var run in Cases.Of(suite, config))
        {
            var wanted = Array.FindIndex(run.BenchmarksCases, benchmark => Cases.Name(benchmark) == name);
            if (wanted < 0) continue;
            BenchmarkRunner.Run(new BenchmarkRunInfo([run.BenchmarksCases[wanted]], run.Type, run.Config));
            break;
        }

        channel.Send("end");
    }
}
