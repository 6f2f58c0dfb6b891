using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using PerfGate.Evaluation.Simulation;
using PerfGate.Tool.Publishing;

namespace PerfGate.Fuzzing.Mutations;

/// <summary>Changes of an archive: of what it holds, and of what it says about that.</summary>
internal static class ZipMutations
{
    private static readonly byte[][] Signatures =
    [
        [0x50, 0x4B, 1, 2], [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 6, 6], [0x50, 0x4B, 6, 7], [0x50, 0x4B, 7, 8],
    ];

    private static readonly uint[] Numbers = [0, 1, 9, 8, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 100, 1 << 24];
    private static readonly string[] Names =
    [
        "../../" + ReportArchive.EntryName, "/" + ReportArchive.EntryName, "C:\\x", "", "a\0b", ReportArchive.EntryName + "/",
        ReportArchive.EntryName.ToUpperInvariant(), new('n', 60_000),
    ];

    public static byte[] Change(byte[] zip, byte[] other, Dice dice) => dice.Below(12) switch
    {
        0 or 1 or 2 or 3 => Field(zip, dice),
        4 or 5 or 6 => Rewritten(zip, json => JsonMutations.Change(json, json, dice)),
        7 => Rewritten(zip, json => ByteMutations.Change(json, json, [], dice)),
        8 => Flags(zip, dice),
        9 when dice.Chance(0.1) => Many(dice),
        10 when dice.Chance(0.05) => Bomb(dice),
        _ => ByteMutations.Change(zip, other, [], dice),
    };

    // A number in one of the headers.
    private static byte[] Field(byte[] zip, Dice dice)
    {
        var start = zip.AsSpan().LastIndexOf(Signatures[dice.Below(Signatures.Length)]);
        var at = start + 4 + dice.Below(42);
        if (start < 0 || at + 4 > zip.Length) return zip;
        var changed = zip.ToArray();
        var number = dice.Chance(0.2) ? (uint)dice.Next() : Numbers[dice.Below(Numbers.Length)];
        if (dice.Chance(0.5)) BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(at), (ushort)number);
        else BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at), number);
        return changed;
    }

    // The flags (encrypted, sizes that follow, UTF-8) and the method of compression, in both headers.
    private static byte[] Flags(byte[] zip, Dice dice)
    {
        var changed = zip.ToArray();
        var directory = zip.AsSpan().LastIndexOf(Signatures[0]);
        var (flag, method) = ((byte)(1 << dice.Below(8)), (byte)dice.Below(20));
        foreach (var at in new[] { 6, directory < 0 ? 6 : directory + 8 })
        {
            if (at + 2 >= changed.Length) continue;
            if (dice.Chance(0.5)) changed[at] ^= flag;
            else changed[at + 2] = method;
        }

        return changed;
    }

    private static byte[] Rewritten(byte[] zip, Func<byte[], byte[]> change)
    {
        try
        {
            var json = ReportArchive.ReadAsync(zip, CancellationToken.None).GetAwaiter().GetResult();
            return Written([(ReportArchive.EntryName, change(json))]);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Whatever is wrong with reading it is for the reader to show.
            return zip;
        }
    }

    private static byte[] Many(Dice dice) => Written(Enumerable.Range(0, dice.Below(200_000)).Select(index =>
        (dice.Chance(0.00001) ? ReportArchive.EntryName : index.ToString(CultureInfo.InvariantCulture), Array.Empty<byte>())));

    private static byte[] Bomb(Dice dice)
    {
        var content = new byte[dice.Below(3 * ReportArchive.MaxEntryBytes)];
        content.AsSpan().Fill((byte)"[ {\"0\0"[dice.Below(6)]);
        var name = dice.Chance(0.8) ? ReportArchive.EntryName : Names[dice.Below(Names.Length)];
        return Written([(Names[dice.Below(Names.Length)], content[..Math.Min(content.Length, 1000)]), (name, content)]);
    }

    private static byte[] Written(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name.Length == 0 ? "empty" : name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
