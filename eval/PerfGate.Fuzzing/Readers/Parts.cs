namespace PerfGate.Fuzzing.Readers;

/// <summary>Several files in one input, with a byte between them that stands in no JSON.</summary>
internal static class Parts
{
    private const byte Separator = 0x1E;
    private const int Most = 8;

    public static byte[] Join(params ReadOnlySpan<byte[]> parts)
    {
        using var joined = new MemoryStream();
        foreach (var part in parts)
        {
            if (joined.Length > 0) joined.WriteByte(Separator);
            joined.Write(part);
        }

        return joined.ToArray();
    }

    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        foreach (var range in bytes.Span.Split(Separator))
        {
            parts.Add(bytes[range]);
            if (parts.Count == Most) break;
        }

        return parts;
    }
}
