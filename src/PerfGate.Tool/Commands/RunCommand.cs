using System.CommandLine;
using System.Globalization;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate run</c>: builds and measures the working tree and writes one result set.</summary>
internal static class RunCommand
{
    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var output = new Option<string?>("--out", "-o")
        {
            Description = "Result set to write. [default: .perfgate/results/run.json]",
            HelpName = "FILE",
        };
        var command = new CommandWithExamples(
            "run",
            "Build and measure the benchmark suites and write one result set.",
            new("dotnet perfgate run", "measure the suite that is found"),
            new(
                "dotnet perfgate run --project bench/My.Benchmarks --filter '*Parse*' --out parse.json",
                "some benchmarks of a suite, into a file"));
        common.AddMeasuring(command);
        command.Options.Add(output);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var guard = CommandGuard.Start(host);
            return (int)await RunAsync(
                CommandContext.Create(host, common.Read(parsed)), Given.Text(parsed.GetValue(output)), cancellationToken);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string? output, CancellationToken cancellationToken)
    {
        var path = output is null ? context.WorkFolder.Results("run") : context.PathOf(output);
        AtomicFile.Try(path, ErrorCode.ResultsNotWritten);
        var measured = await WorkingTreeMeasurement.RunAsync(context, context.Settings.Measure.SequentialLaunches, cancellationToken);
        var results = measured.Current;
        FailurePrinter.Print(context, measured.Failures, withLog: true);
        if (results.Benchmarks.IsEmpty) return ExitCode.NotMeasured;

        ResultSetFile.Write(path, results);
        foreach (var warning in results.Warnings) context.Errors.Warn(warning);
        var failed = results.Benchmarks.Where(benchmark => benchmark.HasFailed).ToList();
        foreach (var benchmark in failed) FailurePrinter.Print(context, benchmark);
        var shown = Path.GetRelativePath(context.Host.WorkingDirectory, path);
        var count = Phrase.Count(results.Benchmarks.Length - failed.Count, "benchmark");
        context.Host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} measured, {failed.Count} failed: {shown}"));
        return failed.Count > 0 || measured.Failures.Count > 0 ? ExitCode.NotMeasured : ExitCode.Pass;
    }
}
