using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;

namespace PerfGate.Host;

/// <summary>The cases of a suite: a benchmark with its parameters, in BenchmarkDotNet's order.</summary>
internal static class Cases
{
    /// <summary>
    /// Says each case that the filter selects: which way it is measured, then its names as BenchmarkDotNet's export has them. The ways are
    /// <c>turn</c> (in turn with another process), <c>own</c> (by whole launches), and <c>job</c> (by whole launches in jobs of its own).
    /// </summary>
    public static void List(Assembly suite, string pipe, string[] filter)
    {
        using var channel = new Channel(pipe);
        var glob = new GlobFilter(filter);
        var all = Of(suite, ManualConfig.CreateEmpty()).SelectMany(run => run.BenchmarksCases).Where(glob.Predicate).ToArray();

        // A class with jobs of its own yields its methods once a job; a method of which one case needs its own way goes it whole.
        var jobs = all.Where(HasItsOwnJob).Select(Method).ToHashSet();
        var own = all.Where(NeedsTheUsualEngine).Select(Method).ToHashSet();
        var named = new HashSet<string>();
        foreach (var benchmark in all)
        {
            var way = jobs.Contains(Method(benchmark)) ? "job"
                : own.Contains(Method(benchmark)) || !named.Add(Name(benchmark)) ? "own"
                : "turn";
            var descriptor = benchmark.Descriptor;
            channel.Send("case " + string.Join('\t', new[]
            {
                way, Method(benchmark), Name(benchmark),
                descriptor.Type.Namespace ?? "", TypeName(descriptor.Type), descriptor.WorkloadMethod.Name,
                descriptor.WorkloadMethodDisplayInfo, benchmark.Parameters.PrintInfo, benchmark.DisplayInfo,
            }.Select(Escape)));
        }

        channel.Send("end");
    }

    public static IEnumerable<BenchmarkRunInfo> Of(Assembly suite, IConfig config)
    {
        // BenchmarkDotNet's own search, which also closes generic types.
        var (_, types) = BenchmarkDotNet.Running.TypeFilter.GetTypesWithRunnableBenchmarks([], [suite], NullLogger.Instance);
        return types.Select(type => BenchmarkConverter.TypeToBenchmarks(type, config));
    }

    public static string Name(BenchmarkCase benchmark) => FullNameProvider.GetBenchmarkName(benchmark);

    private static string Method(BenchmarkCase benchmark) => benchmark.Descriptor.GetFilterName();

    // As BenchmarkDotNet's export writes a type: without the types around it, and with short type arguments.
    private static string TypeName(Type type) => type.IsGenericType && type.Name.IndexOf('`', StringComparison.Ordinal) is var mark and > 0
        ? $"{type.Name[..mark]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>"
        : type.Name;

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // Another runtime, environment or strategy cannot be had in this process. The jobs are asked as they were written down: to that of a
    // benchmark with an iteration's set-up BenchmarkDotNet adds how often it is called.
    private static bool HasItsOwnJob(BenchmarkCase benchmark) => benchmark.Config.GetJobs().Any(job => job.HasChanges);

    // What happens before every iteration would happen before every slice.
    private static bool NeedsTheUsualEngine(BenchmarkCase benchmark) =>
        benchmark.Descriptor.IterationSetupMethod is not null
        || benchmark.Descriptor.IterationCleanupMethod is not null
        || benchmark.Config.GetDiagnosers().Any(CountsInTheEngine);

    // Locks and exceptions are counted by BenchmarkDotNet's own engine around iterations of its own.
    private static bool CountsInTheEngine(IDiagnoser diagnoser) => diagnoser.GetType().Name is "ThreadingDiagnoser" or "ExceptionDiagnoser";
}
