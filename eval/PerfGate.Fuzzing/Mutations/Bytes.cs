namespace PerfGate.Fuzzing.Mutations;

/// <summary>Copies with something in another place.</summary>
internal static class Bytes
{
    // What is longer is cut: a mutation must not take all memory by itself.
    private const int Longest = 32 << 20;

    public static byte[] Insert(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> piece) => Replace(bytes, at, at, piece);

    public static byte[] Replace(ReadOnlySpan<byte> bytes, int start, int end, ReadOnlySpan<byte> piece)
    {
        if (bytes.Length - (end - start) + piece.Length > Longest) piece = piece[..Math.Max(0, Longest - bytes.Length)];
        var result = new byte[bytes.Length - (end - start) + piece.Length];
        bytes[..start].CopyTo(result);
        piece.CopyTo(result.AsSpan(start));
        bytes[end..].CopyTo(result.AsSpan(start + piece.Length));
        return result;
    }

    public static byte[] Repeat(ReadOnlySpan<byte> piece, int times)
    {
        if (piece.IsEmpty) return [];
        times = Math.Min(times, Longest / piece.Length);
        var result = new byte[piece.Length * times];
        for (var i = 0; i < times; i++) piece.CopyTo(result.AsSpan(i * piece.Length));
        return result;
    }
}
