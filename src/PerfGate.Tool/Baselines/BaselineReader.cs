using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PerfGate.Tool.Baselines;

/// <summary>Reads the notes of a snapshot. What it cannot read becomes a warning, never an error.</summary>
internal static class BaselineReader
{
    public static async Task<BaselineList> ListAsync(BaselineSnapshot snapshot, IEnumerable<string> commits, CancellationToken cancellationToken)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var headers = new List<BaselineHeader>();
        await foreach (var record in ReadAsync(snapshot, commits, warnings, cancellationToken)) headers.Add(record.Header);
        return new BaselineList([.. headers.OrderBy(header => (header.Time, header.Id))], warnings.ToImmutable());
    }

    public static async Task<BaselineContent> ReadAsync(BaselineSnapshot snapshot, string commit, CancellationToken cancellationToken)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var records = new List<BaselineRecord>();
        await foreach (var record in ReadAsync(snapshot, [commit], warnings, cancellationToken)) records.Add(record);
        return new BaselineContent([.. records.OrderBy(record => (record.Header.Time, record.Header.Id))], warnings.ToImmutable());
    }

    /// <summary>The records of a note that can be read.</summary>
    public static IEnumerable<BaselineRecord> Decode(BaselineNote note)
    {
        foreach (var line in note.Lines)
        {
            if (BaselineDecoder.Decode(line, out var record) == LineState.Read) yield return record!;
        }
    }

    /// <summary>The notes that adding lines changes, as they are after it.</summary>
    /// <exception cref="PerfGateException">A note cannot be read, so it must not be replaced.</exception>
    public static async Task<Dictionary<string, BaselineNote>> MergeAsync(
        BaselineSnapshot snapshot, IReadOnlyDictionary<string, BaselineNote> additions, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        await foreach (var (commit, file, content) in snapshot.ContentsAsync(additions.Keys, cancellationToken))
        {
            var note = content is { } blob
                ? BaselineNote.Parse(blob)
                : throw new PerfGateException(
                    ErrorCode.BaselineNotWritten,
                    commit,
                    $"The baselines stored for this commit (object {file.Blob}) are missing or too large, and are not overwritten.",
                    $"Look at them with 'git cat-file -p {file.Blob}'; remove them with 'git notes --ref=perfgate/v1 remove {commit}' if they are of no use.");
            stored[commit] = stored.TryGetValue(commit, out var first) ? first.Union(note) : note;
        }

        var merged = new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        foreach (var (commit, added) in additions)
        {
            var old = stored.GetValueOrDefault(commit);
            var union = old is null ? added : old.Union(added);
            if (old is null || !union.ToBytes().AsSpan().SequenceEqual(old.ToBytes())) merged[commit] = union;
        }

        return merged;
    }

    private static async IAsyncEnumerable<BaselineRecord> ReadAsync(
        BaselineSnapshot snapshot,
        IEnumerable<string> commits,
        ImmutableArray<string>.Builder warnings,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (commit, file, content) in snapshot.ContentsAsync(commits, cancellationToken))
        {
            if (content is not { } blob)
            {
                warnings.Add($"Baselines of {commit}: all skipped (object {file.Blob} is missing or too large).");
                continue;
            }

            var (future, damaged, misplaced) = (0, 0, 0);
            foreach (var line in BaselineNote.Parse(blob).Lines)
            {
                var state = BaselineDecoder.Decode(line, out var record);
                if (state == LineState.Future) future++;
                else if (state == LineState.Damaged) damaged++;
                else if (record!.Header.Commit != commit) misplaced++; // git can copy notes when a commit is amended or rebased.
                else yield return record;
            }

            Warn(warnings, commit, future, "written by a newer PerfGate");
            Warn(warnings, commit, damaged, "damaged");
            Warn(warnings, commit, misplaced, "measured at another commit");
        }
    }

    private static void Warn(ImmutableArray<string>.Builder warnings, string commit, int count, string reason)
    {
        if (count > 0) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Baselines of {commit}: {count} skipped ({reason})."));
    }
}
