using PerfGate.Analysis.Model;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;

namespace PerfGate.Fuzzing.Readers;

/// <summary>Files of results: BenchmarkDotNet's, the program's own, and several of them together.</summary>
internal static class ResultReaders
{
    public static Reader Export(Scratch scratch, SeedFiles files) =>
        new("export", InputShape.Json, () => files.Exports, bytes => Read(scratch, bytes));

    public static Reader Set(Scratch scratch) => new(
        "set",
        InputShape.Json,
        () => new[] { SampleSets.Small, SampleSets.One, SampleSets.Slower(SampleSets.Small, 2) }.Select(SampleSets.Bytes),
        bytes => Read(scratch, bytes));

    public static Reader Folder(Scratch scratch, SeedFiles files) => new("folder", InputShape.Json, () => Folders(files), bytes =>
    {
        scratch.Empty();
        var number = 0;
        foreach (var part in Parts.Split(bytes)) scratch.Write(FormattableString.Invariant($"Part{number++}-report.json"), part.ToArray());
        return Read(scratch.Folder);
    });

    private static Reading Read(Scratch scratch, byte[] bytes)
    {
        RequireSameInPieces(bytes, ResultSetParser.Parse, static results => results);
        RequireSameInPieces(bytes, BenchmarkDotNetJson.Parse, static export => export.Results);
        return Read(scratch.Write("Results-report.json", bytes));
    }

    // What can be parsed piece by piece is as a whole the same; what cannot, is parsed as a whole anyway.
    private static void RequireSameInPieces<T>(byte[] bytes, JsonParser<T> parser, Func<T, ResultSet> resultsOf)
    {
        if (!JsonCursor.TryParse(new Dribble(bytes), "pieces", parser, out var pieces)) return;
        try
        {
            var whole = JsonCursor.Parse([.. bytes], "whole", parser);
            if (SampleSets.Bytes(resultsOf(whole)).AsSpan().SequenceEqual(SampleSets.Bytes(resultsOf(pieces)))) return;
        }
        catch (PerfGateException refusal)
        {
            throw new InvalidOperationException("It is refused as a whole, and read piece by piece.", refusal);
        }

        throw new InvalidOperationException("Piece by piece it is something else than as a whole.");
    }

    /// <summary>Gives a few bytes at once.</summary>
    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1 + (int)(Position % 61))]);
    }

    private static Reading Read(string path)
    {
        var results = ResultReader.Read([path]);
        return new Reading(Accepted: true, "read", () => Afterwards.Of(results));
    }

    private static IEnumerable<byte[]> Folders(SeedFiles files)
    {
        var set = SampleSets.Bytes(SampleSets.One);
        var exports = files.SmallExports.ToList();
        yield return Parts.Join(set, SampleSets.Bytes(SampleSets.Small));
        for (var i = 1; i < exports.Count; i++) yield return Parts.Join(exports[i - 1], exports[i]);
    }
}
