using System.CommandLine;
using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate baseline list</c> and <c>show</c>.</summary>
internal static class BaselineLookCommands
{
    public static CommandWithExamples List(Host host)
    {
        var common = new CommonOptions();
        var command = new CommandWithExamples(
            "list",
            "List what is recorded, newest first.",
            new Example("dotnet perfgate baseline list", "commit, time, distance from HEAD, environment, suites and number of benchmarks"));
        common.AddGeneral(command);
        command.SetAction(
            async (parsed, cancellationToken) => (int)await ListAsync(CommandContext.Create(host, common.Read(parsed)), cancellationToken));
        return command;
    }

    public static CommandWithExamples Show(Host host)
    {
        var common = new CommonOptions();
        var commit = new Argument<string?>("commit") { Description = "Commit whose baseline is shown.", DefaultValueFactory = _ => "HEAD" };
        var command = new CommandWithExamples(
            "show",
            "Show what is recorded for a commit.",
            new Example("dotnet perfgate baseline show HEAD~1", "the medians of each benchmark")) { commit };
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await ShowAsync(
                CommandContext.Create(host, common.Read(parsed)), Given.Text(parsed.GetValue(commit)) ?? "HEAD", cancellationToken));
        return command;
    }

    private static async Task<ExitCode> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var (list, distances) = await new BaselineStore(repository, context.Host.Clock).ListWithDistancesAsync(cancellationToken);
        foreach (var warning in list.Warnings) context.Errors.Warn(warning);
        if (list.Records.IsEmpty)
        {
            context.Host.Out.WriteLine(
                "No baseline is recorded here. 'dotnet perfgate baseline update' records one; "
                    + "'dotnet perfgate baseline fetch' gets those of the remote.");
            return ExitCode.Pass;
        }

        var rows = list.Records
            .GroupBy(record => (record.Commit, record.Environment.Key))
            .Select(group => group.OrderByDescending(record => record.Time).ToList())
            .OrderByDescending(records => records[0].Time)
            .Select(records => new[]
            {
                GitId.Short(records[0].Commit),
                BaselineCommand.TimeOf(records[0]) + (records.Exists(record => record.Dirty) ? " (dirty)" : ""),
                distances.TryGetValue(records[0].Commit, out var distance) ? distance.ToString(CultureInfo.InvariantCulture) : "-",
                string.Join(
                    ", ",
                    records.Select(record => SafeText.Name(record.Suite)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
                records.GroupBy(record => record.Suite, StringComparer.Ordinal)
                    .Sum(suite => OfNewestRun([.. suite]).Sum(record => (long)record.BenchmarkCount))
                    .ToString(CultureInfo.InvariantCulture),
                BaselineCommand.EnvironmentOf(records[0]),
            });
        PlainTable.Write(context.Host.Out, ["commit", "time (UTC)", "from HEAD", "suites", "benchmarks", "environment"], rows);
        return ExitCode.Pass;
    }

    // Jobs of one run may each have recorded a part of a suite.
    private static IEnumerable<BaselineHeader> OfNewestRun(BaselineHeader[] newestFirst) =>
        newestFirst.Where(record => record.Run == newestFirst[0].Run);

    private static async Task<ExitCode> ShowAsync(CommandContext context, string commit, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var content = await new BaselineStore(repository, context.Host.Clock).ShowAsync(commit, cancellationToken);
        foreach (var warning in content.Warnings) context.Errors.Warn(warning);
        if (content.Records.IsEmpty) throw BaselineCommand.NothingRecorded(commit);
        foreach (var record in content.Records)
        {
            var header = record.Header;
            var time = BaselineCommand.TimeOf(header);
            context.Host.Out.WriteLine(SafeText.Inert(
                $"{SafeText.Name(header.Suite)} at {GitId.Short(header.Commit)}, {time} UTC, {BaselineCommand.EnvironmentOf(header)}"));
            PlainTable.Write(
                context.Host.Out, ["benchmark", "metric", "median", "values", "launches"], record.Benchmarks.SelectMany(RowsOf));
        }

        return ExitCode.Pass;
    }

    private static IEnumerable<string[]> RowsOf(BenchmarkResult benchmark)
    {
        var name = SafeText.Name(benchmark.Id.ToString());
        if (benchmark.HasFailed) yield return [name, "failed", SafeText.Sentence(benchmark.Failure), "", ""];
        foreach (var samples in benchmark.Metrics)
        {
            var sorted = samples.Values.Order().ToList();
            var median = sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
            yield return
            [
                name,
                SafeText.Name(samples.Metric.Name),
                SafeText.Name(Quantity.Text(median, samples.Metric.Unit)),
                samples.Count.ToString(CultureInfo.InvariantCulture),
                samples.Launches.Length.ToString(CultureInfo.InvariantCulture),
            ];
        }
    }
}
