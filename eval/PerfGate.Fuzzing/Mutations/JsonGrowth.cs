using System.Text;
using PerfGate.Evaluation.Simulation;

namespace PerfGate.Fuzzing.Mutations;

/// <summary>Changes that make a part of a JSON document deep, long or numerous.</summary>
internal static class JsonGrowth
{
    private const int Depth = 100_000;

    /// <param name="json">The document.</param>
    /// <param name="tokens">Its parts.</param>
    /// <param name="token">The part that grows, or the name of the member that does.</param>
    /// <param name="value">The member's value, or the part itself.</param>
    /// <param name="dice">Chooses.</param>
    public static byte[] Change(byte[] json, List<JsonToken> tokens, JsonToken token, JsonToken value, Dice dice)
    {
        var size = Size(dice);
        byte[] member = [.. json.AsSpan(token.Start, value.End - token.Start), (byte)','];
        return dice.Below(8) switch
        {
            0 => Replace(json, value, Nested("["u8, "]"u8, dice.Chance(0.5) ? Depth : size / 2)),
            1 => Replace(json, value, Nested("{\"a\":"u8, "}"u8, Depth)),
            2 => Replace(json, value, List(json, value, size)),
            3 => Replace(json, value, [(byte)'"', .. Bytes.Repeat(JsonValues.Inside(dice), size), (byte)'"']),
            4 => Bytes.Insert(json, token.Start, Bytes.Repeat(member, Math.Max(1, size / member.Length))),
            5 => Replace(json, value, Bytes.Repeat("9"u8, size)),
            _ => Bytes.Insert(json, token.Start, Numbered(member, tokens, token.Start, size, dice)),
        };
    }

    // From ten thousand to eight million bytes, small sizes more often.
    private static int Size(Dice dice) => (int)Math.Exp(dice.Uniform(Math.Log(1e4), Math.Log(8e6)));

    private static byte[] Replace(byte[] json, JsonToken token, ReadOnlySpan<byte> value) =>
        Bytes.Replace(json, token.Start, token.End, value);

    private static byte[] Nested(ReadOnlySpan<byte> open, ReadOnlySpan<byte> close, int depth) =>
        [.. Bytes.Repeat(open, depth), (byte)'1', .. Bytes.Repeat(close, depth)];

    private static byte[] List(byte[] json, JsonToken value, int size)
    {
        byte[] item = value.Length < 10_000 ? [.. json.AsSpan(value.Start, value.Length), (byte)','] : "0,"u8.ToArray();
        return [(byte)'[', .. Bytes.Repeat(item, Math.Max(1, size / item.Length)), (byte)'0', (byte)']'];
    }

    // Copies that differ in one name or text: what is alike is found quickly, what is merely similar may not be.
    private static byte[] Numbered(byte[] member, List<JsonToken> tokens, int start, int size, Dice dice)
    {
        var end = start + member.Length;
        var texts = tokens.FindAll(token => token.Kind is JsonPiece.Name or JsonPiece.Text && token.Start >= start && token.End < end);
        if (texts.Count == 0) return member;
        var split = texts[dice.Below(texts.Count)].End - 1 - start;
        using var copies = new MemoryStream();
        for (var number = 0; copies.Length < size; number++)
        {
            copies.Write(member.AsSpan(0, split));
            copies.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{number}")));
            copies.Write(member.AsSpan(split));
        }

        return copies.ToArray();
    }
}
