using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PerfGate.Host;

/// <summary>
/// Runs a suite through BenchmarkDotNet, in this process, with an engine that measures slices on command. Discovery, parameters, setup,
/// cleanup and the export stay BenchmarkDotNet's.
/// </summary>
internal static class LockstepRun
{
    public static void Run(Assembly suite, string pipe, string artifacts, string[] filter)
    {
        using var channel = new Channel(pipe);
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithEngineFactory(new LockstepEngineFactory(channel));
        var config = ManualConfig.CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(JsonExporter.Full)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddJob(job)
            .WithArtifactsPath(artifacts)
            .WithOptions(ConfigOptions.DisableOptimizationsValidator);

        var glob = new GlobFilter(filter);
        var runs = new List<BenchmarkRunInfo>();
        foreach (var type in suite.GetTypes().Where(IsRunnable))
        {
            var all = BenchmarkConverter.TypeToBenchmarks(type, config);
            var selected = all.BenchmarksCases.Where(glob.Predicate).ToArray();
            var own = selected.Where(NeedsItsOwnWay).Select(NameOf).ToHashSet();
            foreach (var name in own) channel.Send("own " + name);

            // A class with jobs of its own yields its methods once a job; a method of which one case needs its own way goes it whole.
            var mine = selected.Where(benchmark => !own.Contains(NameOf(benchmark))).ToArray();
            if (mine.Length > 0) runs.Add(new BenchmarkRunInfo(mine, type, all.Config));
        }

        foreach (var benchmark in runs.SelectMany(run => run.BenchmarksCases)) channel.Send("case " + FullNameProvider.GetBenchmarkName(benchmark));
        channel.Send("ready");
        Pin(channel.Receive());
        if (runs.Count > 0) BenchmarkRunner.Run([.. runs]);
        channel.Send("end");
    }

    private static string NameOf(BenchmarkCase benchmark) => benchmark.Descriptor.GetFilterName();

    private static bool IsRunnable(Type type) =>
        type is { IsAbstract: false, IsGenericTypeDefinition: false }
        && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Any(method => method.IsDefined(typeof(BenchmarkDotNet.Attributes.BenchmarkAttribute), inherit: false));

    // Another runtime, environment or strategy cannot be had in this process, and what happens before every iteration would happen before
    // every slice.
    private static bool NeedsItsOwnWay(BenchmarkCase benchmark) =>
        benchmark.Job.Infrastructure.EngineFactory is not LockstepEngineFactory
        || benchmark.Descriptor.IterationSetupMethod is not null
        || benchmark.Descriptor.IterationCleanupMethod is not null;

    // One core for both processes, of which only one works at a time: what disturbs one disturbs the other. It is set only now, because
    // a runtime that starts on one core waits ten times longer before it optimises anything.
    private static void Pin(string command)
    {
        if (!command.StartsWith("pin ", StringComparison.Ordinal) || !(OperatingSystem.IsLinux() || OperatingSystem.IsWindows())) return;
        using var self = Process.GetCurrentProcess();
        self.ProcessorAffinity = (nint)long.Parse(command.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture);
    }
}
