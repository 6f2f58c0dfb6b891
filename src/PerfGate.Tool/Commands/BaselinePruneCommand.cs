using System.CommandLine;
using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate baseline prune</c>.</summary>
internal static class BaselinePruneCommand
{
    public static CommandWithExamples Create(Host host)
    {
        var common = new CommonOptions();
        var remote = new RemoteOptions();
        var keep = new Option<string?>("--keep")
        {
            Description = "Newest runs of each suite and environment that stay, whatever their age.",
            HelpName = "N",
        };
        var age = new Option<string?>("--max-age") { Description = "Younger records stay: 90d, 12w or 1y.", HelpName = "AGE" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would go, and move nothing, neither here nor on the remote." };
        var command = new CommandWithExamples(
            "prune",
            "Take old records away, here and on the remote. A record goes when every limit that is given says so.",
            new(
                "dotnet perfgate baseline prune --keep 50 --max-age 180d --dry-run",
                "what is older than 180 days and not of the newest 50 runs"),
            new("dotnet perfgate baseline prune --keep 200", "all but the newest 200 runs of each suite and environment"))
        {
            keep,
            age,
            dry,
        };
        remote.AddTo(command);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = CommandContext.Create(host, common.Read(parsed));
            var limits = Limits(Given.Text(parsed.GetValue(keep)), Given.Text(parsed.GetValue(age)), host.Clock.GetUtcNow());
            return (int)await RunAsync(context, limits, remote.Read(parsed, host), parsed.GetValue(dry), cancellationToken);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, PruneLimits limits, RemoteChoice choice, bool dry, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var store = new BaselineStore(repository, context.Host.Clock);
        var remote = await BaselineRemote.FindAsync(repository, choice.Name, choice.Limit, cancellationToken);
        var sync = remote is null ? null : new BaselineSync(repository, store, remote, context.Host.Clock);
        PrunePlan? plan = null;
        if (dry)
        {
            // What the remote has is looked at as well: this is what a real run would do.
            plan = sync is not null ? await sync.PreviewAsync(PlanAsync, cancellationToken) : await LookAsync();
        }
        else if (sync is not null)
        {
            await sync.PushAsync(cancellationToken, RewriteAsync);
        }
        else if ((await store.OpenAsync(cancellationToken)).Tip is not null)
        {
            await store.ChangeAsync(CommitAsync, "prune", cancellationToken);
        }

        Tell(context, plan, dry, remote);
        return ExitCode.Pass;

        Task<PrunePlan> PlanAsync(ObjectReader objects, BaselineSnapshot snapshot) => BaselinePrune.PlanAsync(objects, snapshot, limits);

        async Task<PrunePlan> LookAsync()
        {
            await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
            return await PlanAsync(objects, await BaselineSnapshot.ReadAsync(objects, BaselineStore.Ref, repository.IdLength));
        }

        async Task<string> CommitAsync(ObjectReader objects, BaselineSnapshot snapshot)
        {
            (var tip, plan) = await BaselinePrune.CommitAsync(store, objects, snapshot, limits, cancellationToken);
            return tip;
        }

        // Where nothing goes, what only this clone has is not shared by the way.
        async Task<string?> RewriteAsync(ObjectReader objects, BaselineSnapshot snapshot)
        {
            var tip = await CommitAsync(objects, snapshot);
            return plan!.Removed.IsEmpty ? null : tip;
        }
    }

    private static void Tell(CommandContext context, PrunePlan? plan, bool dry, BaselineRemote? remote)
    {
        var rows = (plan?.Removed ?? []).Select(record => new[]
        {
            GitId.Short(record.Commit), BaselineCommand.TimeOf(record), SafeText.Name(record.Suite), BaselineCommand.EnvironmentOf(record),
        }).ToList();
        if (rows.Count > 0) PlainTable.Write(context.Host.Out, ["commit", "time (UTC)", "suite", "environment"], rows);
        var where = remote is null ? "here" : $"here and on {remote.Name}";
        var done = dry ? "would be removed" : "removed";
        context.Host.Out.WriteLine(Wording.Invariant($"{Phrase.Count(rows.Count, "record")} {done} {where}, {plan?.Kept ?? 0} kept."));
    }

    private static PruneLimits Limits(string? keep, string? age, DateTimeOffset now)
    {
        if (keep is null && age is null)
            throw new PerfGateException(
                ErrorCode.InvalidArguments,
                "prune",
                "neither --keep nor --max-age says what may go",
                "For example --keep 50 --max-age 180d.");
        int? count = keep is null ? null
            : int.TryParse(keep, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new PerfGateException(
                ErrorCode.InvalidArguments, "--keep", $"'{keep}' is not a number from 1 on", "Say how many of the newest records stay.");
        return new PruneLimits(count, age is null ? null : now - Age(age));
    }

    private static TimeSpan Age(string text)
    {
        var days = text.Length == 0 ? 0 : text[^1] switch { 'd' => 1, 'w' => 7, 'y' => 365, _ => 0 };
        if (days > 0
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= 10_000)
            return TimeSpan.FromDays(Math.Min((double)number * days, 365 * 1000));
        throw new PerfGateException(ErrorCode.InvalidArguments, "--max-age", $"'{text}' is not an age", "Say 90d, 12w or 1y.");
    }
}
