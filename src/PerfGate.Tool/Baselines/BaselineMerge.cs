using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>
/// Merges notes by their lines. Nothing that is stored is dropped here, whether it can be read or not, but for lines that somebody
/// removed.
/// </summary>
internal static class BaselineMerge
{
    private static readonly Dictionary<string, BaselineNote> Nothing = new(StringComparer.Ordinal);

    /// <summary>The notes that adding lines changes, as they are after it.</summary>
    /// <exception cref="PerfGateException">A note cannot be read, so it must not be replaced.</exception>
    public static Task<Dictionary<string, BaselineNote>> AddAsync(
        ObjectReader objects, BaselineSnapshot snapshot, IReadOnlyDictionary<string, BaselineNote> additions) =>
        ChangeAsync(objects, snapshot, additions, Nothing);

    /// <summary>The notes that adding and removing lines changes, as they are after it; one without lines is to go.</summary>
    /// <exception cref="PerfGateException">A note cannot be read, so it must not be replaced.</exception>
    public static async Task<Dictionary<string, BaselineNote>> ChangeAsync(
        ObjectReader objects,
        BaselineSnapshot snapshot,
        IReadOnlyDictionary<string, BaselineNote> additions,
        IReadOnlyDictionary<string, BaselineNote> removals)
    {
        var commits = additions.Keys.Union(removals.Keys, StringComparer.Ordinal).ToList();
        var stored = await NotesAsync(objects, snapshot, commits);
        var changed = new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        foreach (var commit in commits)
        {
            var old = stored.GetValueOrDefault(commit) ?? BaselineNote.Of([]);
            var left = removals.TryGetValue(commit, out var removed) ? old.Except(removed) : old;
            var note = !additions.TryGetValue(commit, out var added) ? left : left.Lines.IsEmpty ? added : left.Union(added);
            if (!note.ToBytes().AsSpan().SequenceEqual(old.ToBytes())) changed[commit] = note;
        }

        return changed;
    }

    /// <summary>
    /// The lines that one snapshot has and an earlier one has not. What was removed elsewhere is none of them, and is not brought back.
    /// </summary>
    public static async Task<Dictionary<string, BaselineNote>> AddedAsync(
        ObjectReader objects, BaselineSnapshot snapshot, BaselineSnapshot earlier)
    {
        var changed = snapshot.ChangedSince(earlier).ToList();
        return await ExceptAsync(objects, await NotesAsync(objects, snapshot, changed), earlier);
    }

    /// <summary>The lines that a snapshot does not have.</summary>
    public static async Task<Dictionary<string, BaselineNote>> ExceptAsync(
        ObjectReader objects, Dictionary<string, BaselineNote> notes, BaselineSnapshot snapshot)
    {
        var there = await NotesAsync(objects, snapshot, notes.Keys);
        var left = new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        foreach (var (commit, note) in notes)
        {
            var lines = there.TryGetValue(commit, out var known) ? note.Except(known) : note;
            if (!lines.Lines.IsEmpty) left[commit] = lines;
        }

        return left;
    }

    /// <summary>The lines that an earlier snapshot has and one that grew out of it no longer has: somebody took them away.</summary>
    public static async Task<Dictionary<string, BaselineNote>> RemovedAsync(
        ObjectReader objects, BaselineSnapshot snapshot, BaselineSnapshot earlier)
    {
        var before = new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        await foreach (var (commit, _, content) in earlier.ContentsAsync(objects, earlier.ChangedSince(snapshot)))
        {
            // Of what cannot be read nobody can say which lines are gone.
            if (content is not { } blob) continue;
            var note = BaselineNote.Parse(blob.ToArray());
            before[commit] = before.TryGetValue(commit, out var first) ? BaselineNote.Of(first.Lines.Concat(note.Lines)) : note;
        }

        return await ExceptAsync(objects, before, snapshot);
    }

    /// <summary>Notes with a copy of their bytes, so that they outlive the reading.</summary>
    public static async Task<Dictionary<string, BaselineNote>> NotesAsync(
        ObjectReader objects, BaselineSnapshot snapshot, IEnumerable<string> commits)
    {
        var notes = new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        await foreach (var (commit, file, content) in snapshot.ContentsAsync(objects, commits))
        {
            var note = content is { } blob
                ? BaselineNote.Parse(blob.ToArray())
                : throw new PerfGateException(
                    ErrorCode.BaselineNotWritten,
                    commit,
                    $"The baselines stored for this commit (object {file.Blob}) are missing or too large, and are not overwritten.",
                    $"Look at them with 'git cat-file -p {file.Blob}'; remove them with 'git notes --ref=perfgate/v1 remove {commit}' "
                        + "if they are of no use.");
            notes[commit] = notes.TryGetValue(commit, out var first) ? first.Union(note) : note;
        }

        return notes;
    }
}
