using System.Text.Json.Nodes;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Doctor;

/// <summary>The repository that a check would work in, and the base that it would choose.</summary>
internal static class GitFindings
{
    /// <summary>Opens the repository. Where there is none, nothing is wrong: only the machine is looked at then.</summary>
    public static async Task<(GitRepository? Repository, IReadOnlyList<Finding> Findings)> OfAsync(
        CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Settings.ConfigurationFolder;
        try
        {
            var repository = await Revisions.OpenAsync(context, cancellationToken);
            return (repository,
            [
                Repository(repository),
                History(repository),
                await BaseAsync(context, repository, cancellationToken),
                await BaselineAsync(context, repository, cancellationToken),
            ]);
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.NotARepository && !IsBelowRepository(folder))
        {
            var fact = $"{SafeText.Name(folder)} is in no git repository";
            return (null, [new Finding(Area.Git, "repository", Mark.Note, fact, "Run it in a clone to see what a check would do there.")]);
        }
        catch (PerfGateException problem)
        {
            return (null, [Finding.Of(Area.Git, "repository", problem)]);
        }
    }

    private static Finding Repository(GitRepository repository) => repository.TopLevel is { } top
        ? new Finding(Area.Git, "repository", Mark.Ok, SafeText.Name(top)) { Values = new JsonObject { ["folder"] = top } }
        : new Finding(
            Area.Git,
            "repository",
            Mark.Problem,
            "a bare repository has no working tree to measure",
            "Run it in a clone with a working tree.",
            ErrorCode.NotARepository);

    private static Finding History(GitRepository repository) => new(Area.Git, "history", repository.IsShallow ? Mark.Note : Mark.Ok,
        repository.IsShallow ? "a shallow clone: older commits are not here" : "complete",
        repository.IsShallow ? "Enough for a pull request with 'fetch-depth: 2'; for a merge queue and other bases fetch more ('git fetch --unshallow')."
            : null)
    {
        Values = new JsonObject { ["shallow"] = repository.IsShallow },
    };

    private static async Task<Finding> BaseAsync(CommandContext context, GitRepository repository, CancellationToken cancellationToken)
    {
        var against = context.Settings.Against;
        try
        {
            switch (await AgainstReferences.ReadAsync(context, cancellationToken))
            {
                case AgainstReference.Results:
                    return Stored(against!);
                case AgainstReference.Revision:
                    return Chosen((await repository.ResolveAsync(against!, cancellationToken)).Id, against!);
            }

            var (id, why) = await BaseChoice.IdAsync(context, repository, cancellationToken);
            var chosen = Chosen(id, why);
            if (await repository.FindAsync(id, cancellationToken) is not null) return chosen;
            if (against is not null || context.Settings.Measure.Mode == MeasureMode.Stored)
                return chosen with { Fact = chosen.Fact + ", is not in this clone: only what is recorded of it is compared with" };
            var next = $"Fetch it: 'git fetch --depth=1 origin {id}', or more with 'fetch-depth' at actions/checkout: 2 for a pull request, 0 for all.";
            return chosen with
            {
                Mark = Mark.Problem,
                Fact = chosen.Fact + ", is not in this clone",
                Next = next,
                Code = ErrorCode.UnknownRevision,
            };
        }
        catch (PerfGateException problem) when (problem.Code is ErrorCode.NoBaseline or ErrorCode.UnknownRevision)
        {
            // What was named and is not there ends a check; what nobody named may still be.
            return StoredComparison.IsRecorded(against)
                ? new Finding(Area.Git, "base", Mark.Note, problem.Message.TrimEnd('.'), problem.Next)
                : Finding.Of(Area.Git, "base", problem);
        }

        static Finding Chosen(string id, string why) => new(Area.Git, "base", Mark.Ok, $"{GitId.Short(id)}, {SafeText.Name(why)}")
        {
            Values = new JsonObject { ["commit"] = id, ["reason"] = why },
        };

        static Finding Stored(string path) => new(Area.Git, "base", Mark.Ok, $"what is stored in {SafeText.Name(path)}")
        {
            Values = new JsonObject { ["commit"] = null, ["reason"] = path },
        };
    }

    private static async Task<Finding> BaselineAsync(CommandContext context, GitRepository repository, CancellationToken cancellationToken)
    {
        BaselineList list;
        try
        {
            list = await new BaselineStore(repository, context.Host.Clock).ListAsync(cancellationToken);
        }
        catch (PerfGateException problem) when (problem.Code is ErrorCode.BaselineUnreadable)
        {
            return Finding.Of(Area.Git, "baseline", problem);
        }

        var commits = list.Records.Select(record => record.Commit).Distinct(StringComparer.Ordinal).Count();
        var values = new JsonObject { ["ref"] = BaselineStore.Ref, ["commits"] = commits };
        if (commits > 0)
        {
            var newest = Wording.Invariant($"{list.Records.Max(record => record.Time).UtcDateTime:yyyy-MM-dd}");
            var fact = $"{Phrase.Count(commits, "commit")} recorded, the newest on {newest}";
            return new Finding(Area.Git, "baseline", Mark.Ok, fact) { Values = values };
        }

        const string none = "none is recorded; the base is measured beside the working tree";
        if (context.Settings.Measure.Mode != MeasureMode.Stored)
            return new Finding(Area.Git, "baseline", Mark.Ok, none) { Values = values };
        const string next = "Record one with 'dotnet perfgate baseline update', or get the remote's with 'dotnet perfgate baseline fetch'.";
        return new Finding(Area.Git, "baseline", Mark.Note, none, next) { Values = values };
    }

    private static bool IsBelowRepository(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git"))) return true;
        }

        return false;
    }
}
