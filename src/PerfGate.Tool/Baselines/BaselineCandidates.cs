using System.Collections.Immutable;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>A candidate as it was read.</summary>
/// <param name="Candidate">The candidate; null where nothing was to be read.</param>
/// <param name="IsComplete">False where a record turned out to be unusable, so that the search has to start over.</param>
/// <param name="Warnings">What could not be read.</param>
internal sealed record ReadCandidate(BaselineCandidate? Candidate, bool IsComplete, ImmutableArray<string> Warnings);

/// <summary>Decodes the records that a search has found.</summary>
internal static class BaselineCandidates
{
    /// <param name="objects">The repository.</param>
    /// <param name="snapshot">The notes.</param>
    /// <param name="found">Of each suite its place and the environment whose records count.</param>
    /// <param name="unusable">Takes the ids of records that cannot be decoded.</param>
    public static async Task<ReadCandidate?> ReadAsync(
        ObjectReader objects,
        BaselineSnapshot snapshot,
        ImmutableArray<(BaselineSearch Search, BaselinePlace Place, string Environment)> found,
        HashSet<string> unusable)
    {
        if (found.IsEmpty) return null;
        var records = new List<BaselineRecord>();
        var warnings = new List<string>();
        foreach (var place in found.GroupBy(entry => entry.Place.Commit, StringComparer.Ordinal))
        {
            var content = await BaselineReader.ReadAsync(objects, snapshot, place.Key);
            warnings.AddRange(content.Warnings);
            var read = content.Records.Select(record => record.Header.Id).ToHashSet(StringComparer.Ordinal);
            var lost = place.SelectMany(entry => entry.Search.Ground.Stored.Records)
                .Where(header => header.Commit == place.Key && !read.Contains(header.Id) && unusable.Add(header.Id))
                .ToList();
            if (lost.Count > 0) return new ReadCandidate(null, IsComplete: false, []);
            var wanted = place.SelectMany(entry => entry.Search.At(entry.Place, entry.Environment))
                .Select(header => header.Id)
                .ToHashSet(StringComparer.Ordinal);
            records.AddRange(content.Records.Where(record => wanted.Contains(record.Header.Id)));
        }

        var nearest = found.Select(entry => entry.Place).MinBy(place => (place.Distance, place.Match))!;
        return new ReadCandidate(
            new BaselineCandidate(
                nearest.Match,
                nearest.Commit,
                nearest.Distance,
                BaselineRecords.Join(records),
                found.Any(entry => entry.Place.Match == BaselineMatch.Ancestor)),
            IsComplete: true,
            [.. warnings]);
    }

    /// <summary>The nearest record from another environment, with those of other suites from the same one.</summary>
    public static Task<ReadCandidate?> ReadForeignAsync(
        ObjectReader objects, BaselineSnapshot snapshot, ImmutableArray<BaselineSearch> searches, HashSet<string> unusable)
    {
        var foreign = searches
            .Where(search => search.FoundForeign is not null)
            .Select(search => (Search: search, Place: search.FoundForeign!, search.NewestAt(search.FoundForeign!)!.Environment))
            .Select(entry => (entry.Search, entry.Place, Environment: entry.Environment.Key))
            .ToList();
        var nearest = foreign.OrderBy(entry => entry.Place.Distance).Select(entry => entry.Environment).FirstOrDefault();
        return ReadAsync(objects, snapshot, [.. foreign.Where(entry => entry.Environment == nearest)], unusable);
    }
}
