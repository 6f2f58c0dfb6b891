using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>Reads the notes of a snapshot. What it cannot read becomes a warning, never an error.</summary>
internal static class BaselineReader
{
    /// <summary>What records say about themselves; their samples are not decoded.</summary>
    public static async Task<BaselineList> ListAsync(ObjectReader objects, BaselineSnapshot snapshot, IEnumerable<string> commits)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var headers = new List<BaselineHeader>();
        await foreach (var note in snapshot.ContentsAsync(objects, commits))
        {
            Sort(note, warnings, line => (BaselineDecoder.DecodeHeader(line, out var header), header), headers, static header => header);
        }

        return new BaselineList([.. headers.OrderBy(header => (header.Time, header.Id))], warnings.ToImmutable());
    }

    /// <summary>The records of a commit.</summary>
    public static async Task<BaselineContent> ReadAsync(ObjectReader objects, BaselineSnapshot snapshot, string commit)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var records = new List<BaselineRecord>();
        await foreach (var note in snapshot.ContentsAsync(objects, [commit]))
        {
            Sort(note, warnings, line => (BaselineDecoder.Decode(line, out var record), record), records, static record => record.Header);
        }

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

    private static void Sort<T>(
        NoteContent note,
        ImmutableArray<string>.Builder warnings,
        Func<ReadOnlyMemory<byte>, (LineState State, T? Record)> decode,
        List<T> records,
        Func<T, BaselineHeader> headerOf)
        where T : class
    {
        if (note.Content is not { } blob)
        {
            warnings.Add($"Baselines of {note.Commit}: all skipped (object {note.File.Blob} is missing or too large).");
            return;
        }

        var (future, damaged, misplaced) = (0, 0, 0);
        foreach (var line in BaselineNote.Parse(blob).Lines)
        {
            var (state, record) = decode(line);
            if (state == LineState.Future) future++;
            else if (state == LineState.Damaged) damaged++;
            else if (headerOf(record!).Commit != note.Commit) misplaced++; // git can copy notes when a commit is amended or rebased.
            else records.Add(record!);
        }

        Warn(warnings, note.Commit, future, "written by a newer PerfGate");
        Warn(warnings, note.Commit, damaged, "damaged");
        Warn(warnings, note.Commit, misplaced, "measured at another commit");
    }

    private static void Warn(ImmutableArray<string>.Builder warnings, string commit, int count, string reason)
    {
        if (count > 0) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Baselines of {commit}: {count} skipped ({reason})."));
    }
}
