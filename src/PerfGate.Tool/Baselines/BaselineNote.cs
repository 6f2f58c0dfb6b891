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
    /// The lines of both. Where a run measured a suite in an environment more than once, a record goes when later ones cover all its
    /// benchmarks; parts of a suite that jobs of one run measured are all kept. The order of merging does not matter.
    /// </summary>
    public BaselineNote Union(BaselineNote other)
    {
        var all = Lines.Concat(other.Lines).ToList();
        var superseded = new HashSet<ReadOnlyMemory<byte>>();
        var runs = all.Select(Read).Where(entry => entry.Record?.Header.RunId is not null).GroupBy(entry => Run(entry.Record!.Header));
        foreach (var run in runs)
        {
            var covered = new HashSet<BenchmarkId>();
            foreach (var (line, record) in run.OrderByDescending(entry => (entry.Record!.Header.Time, entry.Record.Header.Id)))
            {
                var benchmarks = record!.Benchmarks.Select(benchmark => benchmark.Id).ToList();
                if (covered.IsSupersetOf(benchmarks)) superseded.Add(line);
                covered.UnionWith(benchmarks);
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

    private static (string Commit, string Suite, string Environment, string? Run) Run(BaselineHeader header) =>
        (header.Commit, header.Suite, header.Environment.Key, header.RunId);
}
