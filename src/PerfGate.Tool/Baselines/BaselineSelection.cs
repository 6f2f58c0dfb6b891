using System.Collections.Immutable;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>
/// Chooses the baseline of a base commit: its own, one of the same tree, or the nearest ancestor's. One git process hands out all that
/// is read, and of the records only those that are chosen are decoded.
/// </summary>
internal static class BaselineSelection
{
    /// <summary>How many first-parent ancestors are looked at.</summary>
    public const int Reach = 1000;

    /// <param name="repository">Where baselines and history are.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<BaselineChoice> SelectAsync(GitRepository repository, BaselineQuery query, CancellationToken cancellationToken)
    {
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        var id = repository.IsFullId(query.BaseCommit) ? query.BaseCommit
            : (await objects.ReadCommitAsync(query.BaseCommit + "^{commit}"))?.Id
                ?? (await repository.ResolveAsync(query.BaseCommit, cancellationToken)).Id;
        var snapshot = await BaselineSnapshot.ReadAsync(objects, BaselineStore.Ref, repository.IdLength);
        var history = new BaselineHistory(objects, query.Host, cancellationToken);
        var unusable = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            // Once more only where a record that looked well turned out to hold no samples: the search then has to go further.
            var ground = await GroundAsync(objects, history, snapshot, query with { BaseCommit = id }, unusable);
            var searches = SuitesOf(query)
                .Select(suite => new BaselineSearch(ground, query, suite, unusable))
                .ToImmutableArray();
            var found = searches.Where(search => search.Found is not null).ToList();
            var chosen = await BaselineCandidates.ReadAsync(
                objects, snapshot, [.. found.Select(search => (search, search.Found!, query.Environment!.Key))], unusable);
            if (chosen is { IsComplete: false }) continue;
            var foreign = found.Count > 0 ? null : await BaselineCandidates.ReadForeignAsync(objects, snapshot, searches, unusable);
            if (foreign is { IsComplete: false }) continue;

            var warnings = ground.Stored.Warnings.Concat(chosen?.Warnings ?? [])
                .Concat(foreign?.Warnings ?? [])
                .Concat(history.Problem is { } problem ? [problem] : [])
                .Distinct(StringComparer.Ordinal);
            var lost = ground.Stored.Records.Where(record => unusable.Contains(record.Id))
                .Select(record => $"Baselines of {record.Commit}: record {record.Id} skipped (damaged).");
            return new BaselineChoice(
                chosen?.Candidate,
                foreign?.Candidate,
                [.. searches.Where(search => search.Found is null).Select(search => search.Suite).OfType<string>()],
                BaselineExplanation.Of(searches, chosen?.Candidate, foreign?.Candidate),
                [.. warnings, .. lost]);
        }
    }

    /// <summary>A suite without a name can be any.</summary>
    private static IEnumerable<string?> SuitesOf(BaselineQuery query) =>
        query.Suites.IsEmpty || query.Suites.Contains("") ? (string?[])[null] : [.. query.Suites.Distinct(StringComparer.Ordinal)];

    private static async Task<BaselineGround> GroundAsync(
        ObjectReader objects, BaselineHistory history, BaselineSnapshot snapshot, BaselineQuery query, HashSet<string> unusable)
    {
        // Most often the base has its own, and nothing else needs to be read.
        var id = query.BaseCommit;
        var self = new BaselinePlace(BaselineMatch.Own, id, 0);
        var own = Before(await BaselineReader.ListAsync(objects, snapshot, [id]));
        var open = SuitesOf(query).Where(suite => !own.Records.Any(IsWanted(suite))).ToList();
        if (open.Count == 0) return new BaselineGround(id, [self], own, End: null);

        var stored = Before(await BaselineReader.ListAsync(objects, snapshot, snapshot.Commits));
        if (await history.ReadAsync(id) is not { } commit) return new BaselineGround(id, [self], stored, WalkEnd.Missing);
        var places = ImmutableArray.CreateBuilder<BaselinePlace>();
        places.Add(self);
        places.AddRange(
            SameTree(stored, commit.Tree).Where(other => other != id).Select(other => new BaselinePlace(BaselineMatch.SameTree, other, 0)));

        var wanted = open.ToDictionary(
            suite => suite ?? "",
            suite => stored.Records.Where(IsWanted(suite)).Select(record => record.Commit).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        foreach (var place in places) Settle(place.Commit);
        WalkEnd? end = wanted.Count == 0 ? null : WalkEnd.Limit;
        for (var distance = 1; wanted.Count > 0 && distance <= Reach; distance++)
        {
            if (commit.FirstParent is not { } parent || await history.ReadAsync(parent) is not { } next)
            {
                end = commit.FirstParent is null ? WalkEnd.Root : WalkEnd.Shallow;
                break;
            }

            places.Add(new BaselinePlace(BaselineMatch.Ancestor, parent, distance));
            Settle(parent);
            commit = next;
        }

        return new BaselineGround(id, places.ToImmutable(), stored, end);

        BaselineList Before(BaselineList list) =>
            query.Until is { } end ? list with { Records = [.. list.Records.Where(record => record.Time <= end)] } : list;

        void Settle(string measured)
        {
            var settled = wanted.Where(suite => suite.Value.Contains(measured)).Select(suite => suite.Key).ToList();
            foreach (var suite in settled) wanted.Remove(suite);
        }

        Func<BaselineHeader, bool> IsWanted(string? suite) => record =>
            record.Environment.Key == query.Environment?.Key && query.MayBeOf(record, suite) && !unusable.Contains(record.Id);
    }

    /// <summary>Commits of a tree, the one measured last first. With uncommitted changes it was not that tree that was measured.</summary>
    private static IEnumerable<string> SameTree(BaselineList stored, string tree) =>
        stored.Records
            .Where(record => record.Tree == tree && !record.Dirty)
            .OrderByDescending(record => record.Time)
            .Select(record => record.Commit)
            .Distinct(StringComparer.Ordinal);
}
