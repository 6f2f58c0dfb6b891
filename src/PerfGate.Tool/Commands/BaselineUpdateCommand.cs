using System.CommandLine;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate baseline update</c>.</summary>
internal static class BaselineUpdateCommand
{
    public static CommandWithExamples Create(Host host)
    {
        var common = new CommonOptions();
        var remote = new RemoteOptions();
        var results = new Option<string[]>("--results")
        {
            Description = "Results to record. [default: measure the working tree now]",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var commit = new Option<string>("--commit")
        {
            Description = "Commit that they belong to.",
            HelpName = "REV",
            DefaultValueFactory = _ => "HEAD",
        };
        var push = new Option<bool>("--push") { Description = "Share them with the remote as well." };
        var command = new CommandWithExamples(
            "update",
            "Record a commit's results as its baseline.",
            new("dotnet perfgate baseline update", "measure the working tree and record it for HEAD"),
            new(
                "dotnet perfgate baseline update --results .perfgate/results/current.json --push",
                "record what 'check' has just measured, and share it"))
        {
            results,
            commit,
            push,
        };
        common.AddMeasuring(command);
        remote.AddTo(command);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = CommandContext.Create(host, common.Read(parsed));
            using var guard = CommandGuard.Start(host);
            var sharing = parsed.GetValue(push) ? remote.Read(parsed, host) : null;
            return (int)await RunAsync(
                context, Given.Texts(parsed.GetValue(results)), Given.Text(parsed.GetValue(commit)) ?? "HEAD", sharing, cancellationToken);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, string[] paths, string commit, RemoteChoice? sharing, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var target = await repository.ResolveAsync(commit, cancellationToken);

        // What cannot be recorded or shared is told before a long measurement and not after it.
        var rules = new RecordingRules(context, repository, target);
        if (paths.Length == 0) await rules.RequireItsSourcesAsync(cancellationToken);
        var remote = sharing is null ? null : await BaselineShareCommands.RemoteAsync(repository, sharing, cancellationToken);
        var (results, complete) = paths.Length > 0
            ? (await rules.ReadAsync(paths, cancellationToken), true)
            : await MeasureAsync(context, cancellationToken);
        if (context.Settings.EnvironmentName is { Length: > 0 } name)
            results = results with { Environment = results.Environment with { Name = name } };
        if (results.Benchmarks.All(benchmark => benchmark.HasFailed)) return ExitCode.NotMeasured;

        var store = new BaselineStore(repository, context.Host.Clock);
        var update = await RecordAsync(context, store, target, results, isMeasured: paths.Length == 0, cancellationToken);
        foreach (var record in update.Records)
        {
            var suite = record.Suite.Length == 0 ? "results" : SafeText.Name(record.Suite);
            var done = update.Changed ? "recorded" : "already recorded";
            var environment = BaselineCommand.EnvironmentOf(record);
            var count = Phrase.Count(record.BenchmarkCount, "benchmark");
            context.Host.Out.WriteLine(SafeText.Inert($"{done} {suite}: {count} for {GitId.Short(record.Commit)} ({environment})"));
        }

        if (remote is not null)
            BaselineShareCommands.Tell(
                context, remote, await new BaselineSync(repository, store, remote, context.Host.Clock).PushAsync(cancellationToken));
        else context.Host.Out.WriteLine($"They are in this repository's {BaselineStore.Ref}; 'dotnet perfgate baseline push' shares them.");
        return complete ? ExitCode.Pass : ExitCode.NotMeasured;
    }

    private static async Task<BaselineUpdate> RecordAsync(
        CommandContext context,
        BaselineStore store,
        GitCommit target,
        ResultSet results,
        bool isMeasured,
        CancellationToken cancellationToken)
    {
        try
        {
            return await store.AddAsync(target.Id, results, cancellationToken);
        }
        catch (PerfGateException) when (isMeasured)
        {
            context.Errors.Warn(
                $"what was measured is kept: {context.WorkFolder.Kept("current")}. "
                    + "'dotnet perfgate baseline update --results FILE' records it.");
            throw;
        }
    }

    private static async Task<(ResultSet Results, bool Complete)> MeasureAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var measured = await WorkingTreeMeasurement.RunAsync(context, context.Settings.Measure.SequentialLaunches, cancellationToken);
        FailurePrinter.Print(context, measured.Failures, withLog: true);
        var failed = measured.Current.Benchmarks.Where(benchmark => benchmark.HasFailed).ToList();
        foreach (var benchmark in failed) FailurePrinter.Print(context, benchmark);

        // Whatever becomes of the record, what was measured can be recorded later.
        if (!measured.Current.Benchmarks.IsEmpty) ResultSetFile.Write(context.WorkFolder.Results("current"), measured.Current);
        if (measured.Current.Provenance.Dirty)
            context.Errors.Warn("the working tree has changes that are not in the commit; the record says so.");
        if (!BenchmarkFilter.SelectsAll(context.Settings.Filter))
        {
            context.Errors.Warn(
                "only a part of the benchmarks is recorded, as the filter leaves the others out; "
                    + "for those an older record of this commit counts, where there is one.");
        }

        return (measured.Current, measured.Failures.Count == 0 && failed.Count == 0);
    }
}
