using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate baseline fetch</c> and <c>push</c>.</summary>
internal static class BaselineShareCommands
{
    public static CommandWithExamples Fetch(Host host) => Create(
        host,
        new CommandWithExamples(
            "fetch",
            "Get the remote's baselines; what only this clone has is kept.",
            new Example("dotnet perfgate baseline fetch", "before 'check --against baseline'")),
        async (sync, context, remote, cancellationToken) =>
        {
            var result = await sync.FetchAsync(cancellationToken);
            context.Host.Out.WriteLine(
                result.Tip is null ? $"{remote.Name} has no baselines." : $"{remote.Name}'s baselines are here ({GitId.Short(result.Tip)}).");
        });

    public static CommandWithExamples Push(Host host) => Create(
        host,
        new CommandWithExamples(
            "push",
            "Share this clone's baselines with the remote.",
            new Example("dotnet perfgate baseline push", "what others wrote meanwhile is kept")),
        async (sync, context, remote, cancellationToken) => Tell(context, remote, await sync.PushAsync(cancellationToken)));

    /// <exception cref="PerfGateException">There is none, or it is not clear which one is meant.</exception>
    public static async Task<BaselineRemote> RemoteAsync(
        GitRepository repository, RemoteChoice choice, CancellationToken cancellationToken) =>
        await BaselineRemote.FindAsync(repository, choice.Name, choice.Limit, cancellationToken) ?? throw new PerfGateException(
            ErrorCode.NoRemote,
            repository.CommonDirectory,
            "this repository has no remote",
            "Add one with 'git remote add origin URL'. Baselines work without one, for this clone.");

    public static void Tell(CommandContext context, BaselineRemote remote, SyncResult result)
    {
        var overtaken = result.Tries switch
        {
            <= 1 => "",
            2 => "; others wrote at the same time, and a second try put these on top",
            _ => string.Create(CultureInfo.InvariantCulture, $"; others wrote at the same time, and {result.Tries} tries put these on top"),
        };
        context.Host.Out.WriteLine(result switch
        {
            { Pushed: true } => $"{remote.Name} has them now ({GitId.Short(result.Tip!)}){overtaken}.",
            { Tip: null } => "There is nothing to share.",
            _ => $"{remote.Name} has all of them already.",
        });
    }

    private static CommandWithExamples Create(
        Host host, CommandWithExamples command, Func<BaselineSync, CommandContext, BaselineRemote, CancellationToken, Task> action)
    {
        var common = new CommonOptions();
        var options = new RemoteOptions();
        options.AddTo(command);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = CommandContext.Create(host, common.Read(parsed));
            var repository = await Revisions.OpenAsync(context, cancellationToken);
            var remote = await RemoteAsync(repository, options.Read(parsed, host), cancellationToken);
            await action(
                new BaselineSync(repository, new BaselineStore(repository, host.Clock), remote, host.Clock),
                context,
                remote,
                cancellationToken);
            return (int)ExitCode.Pass;
        });
        return command;
    }
}
