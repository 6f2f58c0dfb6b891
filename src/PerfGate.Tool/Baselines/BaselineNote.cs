using System.Collections.Immutable;

namespace PerfGate.Tool.Baselines;

/// <summary>
/// Everything stored for one commit: lines in ordinal order, each once. Lines that this version cannot read are lines like any
/// other, and survive every rewrite.
/// </summary>
internal sealed class BaselineNote
{
    private static readonly Comparer<ReadOnlyMemory<byte>> Ordinal =
        Comparer<ReadOnlyMemory<byte>>.Create(static (left, right) => left.Span.SequenceCompareTo(right.Span));

    private BaselineNote(IEnumerable<ReadOnlyMemory<byte>> lines) => Lines = [.. new SortedSet<ReadOnlyMemory<byte>>(lines, Ordinal)];

    public ImmutableArray<ReadOnlyMemory<byte>> Lines { get; }

    public static BaselineNote Parse(ReadOnlyMemory<byte> blob)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        foreach (var range in blob.Span.Split((byte)'\n'))
        {
            var line = blob[range];
            if (line.Span is [.., (byte)'\r']) line = line[..^1];
            if (!line.IsEmpty) lines.Add(line);
        }

        return new BaselineNote(lines);
    }

    /// <summary>
    /// The lines of both. A record goes when the same run measured the same suite in the same environment again later, and that
    /// record covers all its benchmarks; parts of a suite that jobs of one run measured are all kept. The order of merging does not matter.
    /// </summary>
    public BaselineNote Union(BaselineNote other)
    {
        var all = Lines.Concat(other.Lines).Distinct(EqualityComparer<ReadOnlyMemory<byte>>.Create(
            (left, right) => left.Span.SequenceEqual(right.Span), line => line.Length)).ToList();
        var read = all
            .Select(line => (line, state: BaselineDecoder.Decode(line, out var record), record))
            .Where(entry => entry.record?.Header.RunId is not null)
            .ToList();
        var superseded = read
            .GroupBy(entry => (entry.record!.Header.Suite, entry.record.Header.Environment.Key, entry.record.Header.RunId))
            .SelectMany(run => run.Where(entry => run.Any(newer => Supersedes(newer.record!, entry.record!))))
            .Select(entry => entry.line);
        return new BaselineNote(all.Except(superseded));
    }

    public byte[] ToBytes() => [.. Lines.SelectMany(line => (byte[])[.. line.Span, (byte)'\n'])];

    private static bool Supersedes(BaselineRecord newer, BaselineRecord older) =>
        (newer.Header.Time, newer.Header.Id).CompareTo((older.Header.Time, older.Header.Id)) > 0
        && older.Benchmarks.Select(benchmark => benchmark.Id).ToHashSet().IsSubsetOf(newer.Benchmarks.Select(benchmark => benchmark.Id));
}
