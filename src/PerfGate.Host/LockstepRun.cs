using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Environments;
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
            LeaveOutTheSdk();
            BenchmarkRunner.Run(new BenchmarkRunInfo([run.BenchmarksCases[wanted]], run.Type, run.Config));
            break;
        }

        channel.Send("end");
    }

    // What surrounds a run has the version of the SDK in it, for which BenchmarkDotNet starts the command line: in every launch half a second
    // of the core that both sides are kept on, for a text that nobody reads. Where it is kept elsewhere in some version, it is asked for.
    private static void LeaveOutTheSdk()
    {
        var version = typeof(HostEnvironmentInfo).GetProperty("DotNetSdkVersion");
        if (version is { CanWrite: true } && version.PropertyType == typeof(Lazy<string>))
        {
            version.SetValue(HostEnvironmentInfo.GetCurrent(), new Lazy<string>("not asked for"));
        }
    }
}
