using System.CommandLine;
using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate run</c>: builds and measures the working tree and writes one result set.</summary>
internal static class RunCommand
{
    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var output = new Option<string?>("--out", "-o") { Description = "Result set to write. [default: .perfgate/results/run.json]", HelpName = "FILE" };
        var command = new CommandWithExamples(
            "run",
            "Build and measure the benchmark suites and write one result set.",
            new("dotnet perfgate run", "measure the suite that is found"),
            new("dotnet perfgate run --project bench/My.Benchmarks --filter '*Parse*' --out parse.json", "some benchmarks of a suite, into a file"));
        common.AddMeasuring(command);
        command.Options.Add(output);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await RunAsync(CommandContext.Create(host, common.Read(parsed)), parsed.GetValue(output), cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string? output, CancellationToken cancellationToken)
    {
        var measured = await MeasureAsync(context, context.Settings.Measure.SequentialLaunches, cancellationToken);
        var results = measured.Current;
        Measuring.PrintFailures(context, measured.Failures, withLog: true);
        if (results.Benchmarks.IsEmpty) return ExitCode.NotMeasured;

        var path = output is null ? context.WorkFolder.Keep("run", results) : context.PathOf(output);
        if (output is not null) ResultSetFile.Write(path, results);
        foreach (var warning in results.Warnings) context.Errors.Warn(warning);
        var failed = results.Benchmarks.Where(benchmark => benchmark.HasFailed).ToList();
        foreach (var benchmark in failed) context.Errors.Print(benchmark.Id.ToString(), ErrorCode.BenchmarkNotMeasured, benchmark.Failure!);
        context.Host.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Benchmarks.Length - failed.Count} benchmarks measured, {failed.Count} failed: {Path.GetRelativePath(context.Host.WorkingDirectory, path)}"));
        return failed.Count > 0 || measured.Failures.Count > 0 ? ExitCode.NotMeasured : ExitCode.Pass;
    }

    /// <summary>Measures the working tree alone.</summary>
    /// <param name="context">What is measured, and how.</param>
    /// <param name="launches">Launches of each benchmark.</param>
    /// <param name="cancellationToken">Ends it with all its processes.</param>
    public static async Task<SideBySideResult> MeasureAsync(CommandContext context, int launches, CancellationToken cancellationToken)
    {
        var (settings, clock) = (context.Settings, context.Host.Clock);
        var projects = SuiteDiscovery.Resolve(settings.Projects, settings.ConfigurationFolder);
        var provenance = await Revisions.WorkingTreeAsync(context, cancellationToken);
        var measured = await Measuring.WithProgressAsync(context, async progress =>
        {
            using var session = Measuring.Session(context, progress);
            var failures = new List<FailedSuite>();
            var suites = await Measuring.PrepareAsync(session, projects, "current", settings.LaunchArguments is null, failures, cancellationToken);
            Measuring.ThrowIfNothingSelected(context, suites.Count + failures.Count > 0);
            SuitePair[] alone = [.. suites.Select(suite => new SuitePair(null, suite))];
            foreach (var pair in alone) await pair.ListAsync(settings.Filter, cancellationToken);
            var measuring = new Measurement(context, alone, new MeasuringBudget(clock, clock.GetTimestamp(), time: null), progress, new Random());
            var result = await measuring.RunAsync(new MeasuringPlan(settings.Filter, launches, StoredScreening.Nothing), alone, keeper: null, cancellationToken);
            return result with { Failures = [.. failures, .. result.Failures] };
        });
        return measured with { Current = Stamp(measured.Current, provenance, context) };
    }

    /// <summary>Says of results which state of the sources they belong to.</summary>
    public static ResultSet Stamp(ResultSet results, Provenance provenance, CommandContext context) => results with
    {
        Provenance = provenance with { Time = context.Host.Clock.GetUtcNow() },
        Environment = results.Environment with { Name = context.Settings.EnvironmentName },
    };
}
