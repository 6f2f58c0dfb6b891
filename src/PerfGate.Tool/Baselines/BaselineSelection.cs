using System.Collections.Immutable;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>Chooses the baseline of a base commit: its own, one of the same tree, or the nearest ancestor's.</summary>
internal static class BaselineSelection
{
    /// <summary>How many first-parent ancestors are looked at.</summary>
    public const int Reach = 1000;

    /// <param name="store">Where baselines are.</param>
    /// <param name="repository">Where the history is.</param>
    /// <param name="baseCommit">The base; a full id need not be in this clone.</param>
    /// <param name="environmentKey">Key of the environment that measures the current side.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<BaselineChoice> SelectAsync(
        BaselineStore store, GitRepository repository, string baseCommit, string environmentKey, CancellationToken cancellationToken)
    {
        var id = await repository.IdAsync(baseCommit, cancellationToken);
        var snapshot = await store.OpenAsync(cancellationToken);

        // Most often the base has its own, and nothing else needs to be read.
        var self = new BaselinePlace(BaselineMatch.Own, id, 0);
        var own = await BaselineReader.ListAsync(snapshot, [id], cancellationToken);
        var search = new BaselineSearch(id, environmentKey, [self], own, end: null);
        if (search.Found is null)
        {
            var stored = await BaselineReader.ListAsync(snapshot, snapshot.Commits, cancellationToken);
            var walk = await repository.WalkAsync(id, Reach + 1, cancellationToken);
            var tree = (await repository.FindAsync(id, cancellationToken))?.Tree;
            ImmutableArray<BaselinePlace> places =
            [
                self,
                .. SameTree(stored, tree).Where(commit => commit != id).Select(commit => new BaselinePlace(BaselineMatch.SameTree, commit, 0)),
                .. walk.Commits.Skip(1).Select((commit, index) => new BaselinePlace(BaselineMatch.Ancestor, commit, index + 1)),
            ];
            search = new BaselineSearch(id, environmentKey, places, stored, walk.End);
        }

        var chosen = await ReadAsync(snapshot, search.Found, environmentKey, cancellationToken);
        var foreign = search.FoundForeign is { } place
            ? await ReadAsync(snapshot, place, search.NewestAt(place)!.Environment.Key, cancellationToken)
            : null;
        return new BaselineChoice(chosen, foreign, BaselineExplanation.Of(search, chosen, foreign), search.Stored.Warnings);
    }

    /// <summary>Commits of a tree, the one measured last first. With uncommitted changes it was not that tree that was measured.</summary>
    private static IEnumerable<string> SameTree(BaselineList stored, string? tree) =>
        stored.Records
            .Where(record => record.Tree == tree && !record.Dirty)
            .OrderByDescending(record => record.Time)
            .Select(record => record.Commit)
            .Distinct(StringComparer.Ordinal);

    private static async Task<BaselineCandidate?> ReadAsync(
        BaselineSnapshot snapshot, BaselinePlace? place, string environmentKey, CancellationToken cancellationToken)
    {
        if (place is null) return null;
        var content = await BaselineReader.ReadAsync(snapshot, place.Commit, cancellationToken);
        var results = BaselineRecords.Join(content.Records.Where(record => record.Header.Environment.Key == environmentKey));
        return new BaselineCandidate(place.Match, place.Commit, place.Distance, results);
    }
}
