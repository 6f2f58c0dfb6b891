using PerfGate.Analysis.Model;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Git;

namespace PerfGate.Fuzzing.Readers;

/// <summary>Notes of baseline records, as they come from a git object or a file to be imported.</summary>
internal static class RecordReader
{
    public static Reader Create() => new("record", InputShape.Json, Seeds, Read) { Mend = Mend };

    private static IEnumerable<byte[]> Seeds()
    {
        var commit = new GitCommit(SampleSets.Commit, "8ae60da70123456789abcdef0123456789abcdef");
        var now = new DateTimeOffset(2026, 3, 4, 13, 0, 0, TimeSpan.Zero);
        var small = BaselineRecords.Encode(commit, SampleSets.Small, now);
        var later = SampleSets.One with { Provenance = SampleSets.One.Provenance with { Time = now } };
        return [small, BaselineRecords.Encode(commit, SampleSets.One, now), [.. small, .. BaselineRecords.Encode(commit, later, now)]];
    }

    private static Reading Read(byte[] bytes)
    {
        var note = BaselineNote.Parse(bytes);
        var records = new List<BaselineRecord>();
        var states = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in note.Lines)
        {
            var state = BaselineDecoder.Decode(line, out var record);
            var header = BaselineDecoder.DecodeHeader(line, out _);
            states.Add($"{state} {header}");
            if (state == LineState.Read) records.Add(record!);
            else if (state == LineState.Damaged) BaselineVerify.Damage(line);
        }

        var outcome = string.Join(", ", states);
        return records.Count == 0 ? Reading.Refused(outcome) : new Reading(Accepted: true, outcome, () => Later(note, records));
    }

    private static IEnumerable<string> Later(BaselineNote note, List<BaselineRecord> records)
    {
        Steps.Time("merge notes", () => note.Union(note).Except(note).ToBytes());
        var again = BaselineNote.Parse(Steps.Time("write the note", note.ToBytes));
        Promise.Holds(again.Lines.Length == note.Lines.Length, "A note lost lines on its way.");
        note.Without(records.Select(record => record.Header.Id).ToHashSet(StringComparer.Ordinal));
        var joined = Steps.Time("join records", () => BaselineRecords.Join(records));
        foreach (var record in records) Encoded(record);
        return Afterwards.Of(joined);
    }

    private static void Encoded(BaselineRecord record)
    {
        var header = record.Header;
        var provenance = new Provenance(header.Commit, header.Tree, header.Ref, header.Dirty, header.Time, header.RunId);
        var line = BaselineEncoder.Encode(new ResultSet(provenance, header.Environment, record.Benchmarks, record.Warnings), header.Suite);
        Promise.Holds(BaselineDecoder.Decode(line, out _) == LineState.Read, "A record that the program wrote is refused by itself.");
    }

    /// <summary>Gives each line the id that fits.</summary>
    private static byte[] Mend(byte[] bytes)
    {
        using var mended = new MemoryStream();
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            Mend(bytes.AsSpan(range), mended);
            mended.WriteByte((byte)'\n');
        }

        return mended.ToArray();
    }

    private static void Mend(ReadOnlySpan<byte> line, MemoryStream mended)
    {
        var start = line.IndexOf("\"id\":\""u8);
        var length = start < 0 ? -1 : line[(start + 6)..].IndexOf("\","u8);
        if (length < 0)
        {
            mended.Write(line);
            return;
        }

        var before = line[..start];
        var after = line[(start + 6 + length + 2)..];
        mended.Write(before);
        mended.Write(BaselineEncoder.IdProperty(BaselineEncoder.Id(before, after)));
        mended.Write(after);
    }
}
