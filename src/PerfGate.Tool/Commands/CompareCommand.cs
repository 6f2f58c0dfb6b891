using System.CommandLine;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate compare BASE CURRENT</c>: judges two results that are there, and touches nothing else.</summary>
internal static class CompareCommand
{
    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var baseline = new Argument<string>("base")
        {
            Description = "Results before: a file or folder of BenchmarkDotNet JSON or PerfGate result sets.",
        };
        var current = new Argument<string>("current") { Description = "Results after, likewise." };
        var command = new CommandWithExamples(
            "compare",
            "Compare two results and print the verdict; nothing is run.",
            new("dotnet perfgate compare before/ after/", "two folders of BenchmarkDotNet exports"),
            new(
                "dotnet perfgate compare base.json current.json --fail-on minor --report junit=perf.xml",
                "any regression fails; a second report for the CI system"))
        {
            baseline,
            current,
        };
        common.AddReporting(command);
        common.AddGeneral(command);
        command.SetAction(parsed =>
        {
            using var guard = CommandGuard.Start(host);
            var targets = ReportTargets.Parse(parsed.GetValue(common.Out), parsed.GetValue(common.Report) ?? []);
            var context = CommandContext.Create(host, common.Read(parsed));
            return (int)Run(context, targets, Given.Path(parsed, baseline), Given.Path(parsed, current));
        });
        return command;
    }

    private static ExitCode Run(CommandContext context, ReportTargets targets, string baseline, string current)
    {
        var started = context.Host.Clock.GetTimestamp();
        var policy = context.Settings.Policy;
        // On a thread of its own: to start a pool of them takes as long as to read a hundred benchmarks.
        var reading = Task.Factory.StartNew(
            () => Read(context, current), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var before = Read(context, baseline);
        var after = reading.GetAwaiter().GetResult();
        var comparison = Comparer.Compare(before.Selected, after.Selected, Gate.OptionsFor(policy));
        var judged = new ExplainedComparison(
            comparison,
            $"base: {baseline}",
            $"current: {current}",
            ["Two results as they were found; nothing was measured again."])
        {
            Started = started,
            DataWarnings = [.. before.Results.Warnings, .. after.Results.Warnings, .. UnselectedMetrics.Warnings(policy, after.Results)],
        };
        return Judgement.Report(context, targets, judged).Report.ExitCode;
    }

    private static Side Read(CommandContext context, string path)
    {
        var results = ResultReader.Read([context.PathOf(path)]);
        return new Side(results, Gate.SelectMetrics(context.Settings.Policy, results));
    }

    /// <summary>One side: all that was read, and what of it is compared.</summary>
    private sealed record Side(ResultSet Results, ResultSet Selected);
}
