using System.CommandLine;
using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate baseline</c>: records results in the repository itself and reads them back.</summary>
internal static class BaselineCommand
{
    public static Command Create(Host host) => new("baseline", "Record the results of a commit in the repository, and look at what is recorded.")
    {
        Update(host),
        List(host),
        Show(host),
    };

    private static CommandWithExamples Update(Host host)
    {
        var common = new CommonOptions();
        var results = new Option<string[]>("--results") { Description = "Results to record. [default: measure the working tree now]", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
        var commit = new Option<string>("--commit") { Description = "Commit that they belong to.", HelpName = "REV", DefaultValueFactory = _ => "HEAD" };
        var command = new CommandWithExamples(
            "update",
            "Record a commit's results as its baseline.",
            new("dotnet perfgate baseline update", "measure the working tree and record it for HEAD"),
            new("dotnet perfgate baseline update --results .perfgate/results/current.json", "record what 'check' has just measured"))
        {
            results,
            commit,
        };
        common.AddMeasuring(command);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = CommandContext.Create(host, common.Read(parsed));
            return (int)await UpdateAsync(context, parsed.GetValue(results) ?? [], parsed.GetRequiredValue(commit), cancellationToken);
        });
        return command;
    }

    private static CommandWithExamples List(Host host)
    {
        var common = new CommonOptions();
        var command = new CommandWithExamples("list", "List what is recorded, newest first.", new Example("dotnet perfgate baseline list", "commit, time, environment, suite and number of benchmarks"));
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) => (int)await ListAsync(CommandContext.Create(host, common.Read(parsed)), cancellationToken));
        return command;
    }

    private static CommandWithExamples Show(Host host)
    {
        var common = new CommonOptions();
        var commit = new Argument<string>("commit") { Description = "Commit whose baseline is shown.", DefaultValueFactory = _ => "HEAD" };
        var command = new CommandWithExamples("show", "Show what is recorded for a commit.", new Example("dotnet perfgate baseline show HEAD~1", "the medians of each benchmark")) { commit };
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await ShowAsync(CommandContext.Create(host, common.Read(parsed)), parsed.GetRequiredValue(commit), cancellationToken));
        return command;
    }

    private static async Task<ExitCode> UpdateAsync(CommandContext context, string[] paths, string commit, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        await repository.ResolveAsync(commit, cancellationToken);
        var (results, complete) = paths.Length > 0
            ? (ResultReader.Read([.. paths.Select(context.PathOf)]), true)
            : await MeasureAsync(context, cancellationToken);
        if (context.Settings.EnvironmentName is { Length: > 0 } name) results = results with { Environment = results.Environment with { Name = name } };
        if (results.Benchmarks.All(benchmark => benchmark.HasFailed)) return ExitCode.NotMeasured;

        var update = await new BaselineStore(repository, context.Host.Clock).AddAsync(commit, results, cancellationToken);
        foreach (var record in update.Records)
        {
            var suite = record.Suite.Length == 0 ? "results" : record.Suite;
            context.Host.Out.WriteLine($"{(update.Changed ? "recorded" : "already recorded")} {suite}: {Count(record.BenchmarkCount)} for {record.Commit[..10]} ({EnvironmentOf(record)})");
        }

        context.Host.Out.WriteLine($"They are in this repository's {BaselineStore.Ref}; 'git push origin {BaselineStore.Ref}' shares them.");
        return complete ? ExitCode.Pass : ExitCode.NotMeasured;
    }

    private static async Task<(ResultSet Results, bool Complete)> MeasureAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var measured = await RunCommand.MeasureAsync(context, context.Settings.Measure.SequentialLaunches, cancellationToken);
        Measuring.PrintFailures(context, measured.Failures, withLog: true);
        var failed = measured.Current.Benchmarks.Where(benchmark => benchmark.HasFailed).ToList();
        foreach (var benchmark in failed) context.Errors.Print(benchmark.Id.ToString(), ErrorCode.BenchmarkNotMeasured, benchmark.Failure!);
        if (measured.Current.Provenance.Dirty) context.Errors.Warn("the working tree has changes that are not in the commit; the record says so.");
        return (measured.Current, measured.Failures.Count == 0 && failed.Count == 0);
    }

    private static async Task<ExitCode> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var list = await new BaselineStore(repository, context.Host.Clock).ListAsync(cancellationToken);
        foreach (var warning in list.Warnings) context.Errors.Warn(warning);
        if (list.Records.IsEmpty)
        {
            context.Host.Out.WriteLine("No baseline is recorded here. 'dotnet perfgate baseline update' records one; 'git fetch origin "
                + $"+{BaselineStore.Ref}:{BaselineStore.Ref}' gets those of the remote.");
            return ExitCode.Pass;
        }

        var rows = list.Records.Reverse().Select(record => new[]
        {
            record.Commit[..10],
            record.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + (record.Dirty ? " (dirty)" : ""),
            record.Suite,
            record.BenchmarkCount.ToString(CultureInfo.InvariantCulture),
            EnvironmentOf(record),
        });
        PlainTable.Write(context.Host.Out, ["commit", "time (UTC)", "suite", "benchmarks", "environment"], rows);
        return ExitCode.Pass;
    }

    private static async Task<ExitCode> ShowAsync(CommandContext context, string commit, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var content = await new BaselineStore(repository, context.Host.Clock).ShowAsync(commit, cancellationToken);
        foreach (var warning in content.Warnings) context.Errors.Warn(warning);
        if (content.Records.IsEmpty)
        {
            throw new PerfGateException(ErrorCode.NoBaseline, commit, "no baseline is recorded for this commit", "'dotnet perfgate baseline list' shows what is recorded.");
        }

        foreach (var record in content.Records)
        {
            var header = record.Header;
            context.Host.Out.WriteLine($"{header.Suite} at {header.Commit[..10]}, {header.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {EnvironmentOf(header)}");
            PlainTable.Write(context.Host.Out, ["benchmark", "metric", "median", "values", "launches"], record.Benchmarks.SelectMany(RowsOf));
        }

        return ExitCode.Pass;
    }

    private static IEnumerable<string[]> RowsOf(BenchmarkResult benchmark)
    {
        if (benchmark.HasFailed) yield return [benchmark.Id.ToString(), "failed", benchmark.Failure!, "", ""];
        foreach (var samples in benchmark.Metrics)
        {
            var sorted = samples.Values.Order().ToList();
            var median = sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
            yield return
            [
                benchmark.Id.ToString(),
                samples.Metric.Name,
                Quantity.Text(median, samples.Metric.Unit),
                samples.Count.ToString(CultureInfo.InvariantCulture),
                samples.Launches.Length.ToString(CultureInfo.InvariantCulture),
            ];
        }
    }

    private static string EnvironmentOf(BaselineHeader header) => header.Environment.Key.Trim('|').Replace("|", ", ", StringComparison.Ordinal);

    private static string Count(int benchmarks) => benchmarks == 1 ? "1 benchmark" : string.Create(CultureInfo.InvariantCulture, $"{benchmarks} benchmarks");
}
