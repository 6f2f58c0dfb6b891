using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>Merges notes by their lines. Nothing that is stored is ever dropped here, whether it can be read or not.</summary>
internal static class BaselineMerge
{
    /// <summary>The notes that adding lines changes, as they are after it.</summary>
    /// <exception cref="PerfGateException">A note cannot be read, so it must not be replaced.</exception>
    public static async Task<Dictionary<string, BaselineNote>> AddAsync(
        ObjectReader objects, BaselineSnapshot snapshot, IReadOnlyDictionary<string, BaselineNote> additions)
    {
        var stored = await NotesAsync(objects, snapshot, additions.Keys);
        var merged = new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        foreach (var (commit, added) in additions)
        {
            var old = stored.GetValueOrDefault(commit);
            var union = old is null ? added : old.Union(added);
            if (old is null || !union.ToBytes().AsSpan().SequenceEqual(old.ToBytes())) merged[commit] = union;
        }

        return merged;
    }

    /// <summary>
    /// The lines that one snapshot has and an earlier one has not. Lines that it no longer has are no concern of a merge: whoever
    /// wants them gone says so (<see cref="BaselinePrune"/>), and what was removed elsewhere is not brought back.
    /// </summary>
    public static async Task<Dictionary<string, BaselineNote>> AddedAsync(
        ObjectReader objects, BaselineSnapshot snapshot, BaselineSnapshot earlier)
    {
        var changed = snapshot.ChangedSince(earlier).ToList();
        var now = await NotesAsync(objects, snapshot, changed);
        var before = await NotesAsync(objects, earlier, changed);
        var added = new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        foreach (var (commit, note) in now)
        {
            var lines = before.TryGetValue(commit, out var old) ? note.Except(old) : note;
            if (!lines.Lines.IsEmpty) added[commit] = lines;
        }

        return added;
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
