using System.Buffers;
using System.Collections.Immutable;
using PerfGate.Analysis.Model;

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

    public static BaselineNote Of(IEnumerable<ReadOnlyMemory<byte>> lines) => new(lines);

    public static BaselineNote Parse(ReadOnlyMemory<byte> blob) => new(Split(blob).Where(line => !line.IsEmpty));

    /// <summary>The lines of a text in their order, empty ones as well, without what ends them.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        foreach (var range in text.Span.Split((byte)'\n'))
        {
            var line = text[range];
            lines.Add(line.Span is [.., (byte)'\r'] ? line[..^1] : line);
        }

        return lines;
    }

    /// <summary>
    /// The lines of both. Where a run measured a suite in an environment more than once, a record goes when later ones cover all its
    /// benchmarks, of which a failure covers a failure alone; parts of a suite that jobs of one run measured are all kept. The order of
    /// merging does not matter.
    /// </summary>
    public BaselineNote Union(BaselineNote other)
    {
        var all = new BaselineNote(Lines.Concat(other.Lines)).Lines;
        var superseded = new HashSet<ReadOnlyMemory<byte>>();
        var runs = all.Select(Read).Where(entry => entry.Record is not null).GroupBy(entry => entry.Record!.Header.Run);
        foreach (var run in runs)
        {
            var tried = new HashSet<BenchmarkId>();
            var measured = new HashSet<BenchmarkId>();
            foreach (var (line, record) in run.OrderByDescending(entry => (entry.Record!.Header.Time, entry.Record.Header.Id)))
            {
                var isCovered = record!.Benchmarks.All(benchmark => (benchmark.HasFailed ? tried : measured).Contains(benchmark.Id));
                if (isCovered && !record.Benchmarks.IsEmpty) superseded.Add(line);
                tried.UnionWith(record.Benchmarks.Select(benchmark => benchmark.Id));
                measured.UnionWith(record.Benchmarks.Where(benchmark => !benchmark.HasFailed).Select(benchmark => benchmark.Id));
            }
        }

        return new BaselineNote(all.Where(line => !superseded.Contains(line)));
    }

    /// <summary>The lines that another note does not have.</summary>
    public BaselineNote Except(BaselineNote other)
    {
        var known = new SortedSet<ReadOnlyMemory<byte>>(other.Lines, Ordinal);
        return new BaselineNote(Lines.Where(line => !known.Contains(line)));
    }

    /// <summary>The lines but for some records.</summary>
    public BaselineNote Without(IReadOnlySet<string> ids) => new(Lines.Where(line => !IsOneOf(line, ids)));

    /// <summary>Some records, and no other line.</summary>
    public BaselineNote Only(IReadOnlySet<string> ids) => new(Lines.Where(line => IsOneOf(line, ids)));

    public byte[] ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var line in Lines)
        {
            bytes.Write(line.Span);
            bytes.Write("\n"u8);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static bool IsOneOf(ReadOnlyMemory<byte> line, IReadOnlySet<string> ids) =>
        BaselineDecoder.DecodeHeader(line, out var header) == LineState.Read && ids.Contains(header!.Id);

    private static (ReadOnlyMemory<byte> Line, BaselineRecord? Record) Read(ReadOnlyMemory<byte> line)
    {
        BaselineDecoder.Decode(line, out var record);
        return (line, record);
    }
}
