using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>Which records may go. A run's records of a suite go only together, and only when every limit that is given says so.</summary>
/// <param name="Keep">Number of newest runs of each suite and environment that stay whatever their age; null for no such number.</param>
/// <param name="Before">Runs with a record from this time on stay; null for no such time.</param>
internal sealed record PruneLimits(int? Keep, DateTimeOffset? Before);

/// <summary>What pruning takes away and leaves.</summary>
internal sealed record PrunePlan(ImmutableArray<BaselineHeader> Removed, int Kept, IReadOnlyDictionary<string, BaselineNote> Notes);

/// <summary>Takes old records away. Lines that cannot be read are kept: nobody knows how old they are.</summary>
internal static class BaselinePrune
{
    public static async Task<PrunePlan> PlanAsync(ObjectReader objects, BaselineSnapshot snapshot, PruneLimits limits)
    {
        var stored = await BaselineReader.ListAsync(objects, snapshot, snapshot.Commits);
        var removed = stored.Records
            .GroupBy(record => (record.Suite, record.Environment.Key))
            .SelectMany(group => RunsOf(group).Skip(limits.Keep ?? 0))
            .Where(run => limits.Before is not { } before || run.TrueForAll(record => record.Time < before))
            .SelectMany(run => run)
            .ToImmutableArray();
        var ids = removed.Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        var changed = await BaselineMerge.NotesAsync(
            objects, snapshot, removed.Select(record => record.Commit).Distinct(StringComparer.Ordinal));
        var notes = changed.ToDictionary(note => note.Key, note => note.Value.Without(ids), StringComparer.Ordinal);
        return new PrunePlan([.. removed.OrderBy(record => (record.Time, record.Id))], stored.Records.Length - removed.Length, notes);
    }

    /// <summary>A commit of what is left, without the history that still holds the rest.</summary>
    public static async Task<(string Tip, PrunePlan Plan)> CommitAsync(
        BaselineStore store, ObjectReader objects, BaselineSnapshot snapshot, PruneLimits limits, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(objects, snapshot, limits);
        if (plan.Removed.IsEmpty) return (snapshot.Tip!, plan);
        var message = string.Create(CultureInfo.InvariantCulture, $"Prune {plan.Removed.Length} records\n");
        return (await store.CommitAsync(snapshot, plan.Notes, message, cancellationToken, forgetHistory: true), plan);
    }

    /// <summary>Runs, newest first. Jobs of one run each record a part of a suite: without one of them it would be read as less.</summary>
    private static IEnumerable<List<BaselineHeader>> RunsOf(IEnumerable<BaselineHeader> records) =>
        records.GroupBy(record => record.Run)
            .Select(run => run.OrderByDescending(record => (record.Time, record.Id)).ToList())
            .OrderByDescending(run => (run[0].Time, run[0].Id));
}
