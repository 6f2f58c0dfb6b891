using PerfGate.Evaluation.Simulation;

namespace PerfGate.Fuzzing.Mutations;

/// <summary>Changes that keep most of a JSON document what it is.</summary>
internal static class JsonMutations
{
    /// <summary>One change; the input itself where it has nothing that could be changed so.</summary>
    /// <param name="json">Something like JSON.</param>
    /// <param name="other">Another input, to take values from.</param>
    /// <param name="dice">Chooses.</param>
    public static byte[] Change(byte[] json, byte[] other, Dice dice)
    {
        var tokens = JsonScan.Tokens(json);
        if (tokens.Count == 0) return json;
        var index = dice.Below(tokens.Count);
        var token = tokens[index];
        return dice.Below(10) switch
        {
            0 or 1 or 2 => Replace(json, Value(tokens, index), JsonValues.Any(dice)),
            3 => Remove(json, token, Value(tokens, index)),
            4 => Repeat(json, token, Value(tokens, index), 1 + dice.Below(3)),
            5 => Rename(json, tokens, token, dice),
            6 => Replace(json, Value(tokens, index), From(other, dice) ?? JsonValues.Any(dice)),
            7 => Swap(json, Value(tokens, index), Value(tokens, dice.Below(tokens.Count))),
            8 when token.Kind is JsonPiece.Text or JsonPiece.Name && token.Length > 1 =>
                Bytes.Insert(json, token.Start + 1 + dice.Below(token.Length - 1), JsonValues.Inside(dice)),
            // Seldom, because one of these takes the time of a thousand others.
            8 or 9 when dice.Chance(0.05) => JsonGrowth.Change(json, tokens, token, Value(tokens, index), dice),
            _ => Replace(json, Value(tokens, index), JsonValues.Any(dice)),
        };
    }

    private static JsonToken Value(List<JsonToken> tokens, int index) =>
        tokens[index].Kind == JsonPiece.Name && index + 1 < tokens.Count ? tokens[index + 1] : tokens[index];

    private static byte[] Replace(byte[] json, JsonToken token, ReadOnlySpan<byte> value) =>
        Bytes.Replace(json, token.Start, token.End, value);

    private static byte[] Remove(byte[] json, JsonToken token, JsonToken value)
    {
        var end = value.End;
        while (end < json.Length && json[end] is (byte)' ' or (byte)'\n' or (byte)'\r') end++;
        return Bytes.Replace(json, token.Start, end < json.Length && json[end] == ',' ? end + 1 : value.End, []);
    }

    // Twice the same member, or the same item.
    private static byte[] Repeat(byte[] json, JsonToken token, JsonToken value, int times)
    {
        byte[] member = [.. json.AsSpan(token.Start, value.End - token.Start), (byte)','];
        return Bytes.Insert(json, token.Start, Bytes.Repeat(member, times));
    }

    private static byte[] Rename(byte[] json, List<JsonToken> tokens, JsonToken token, Dice dice)
    {
        var names = tokens.FindAll(candidate => candidate.Kind == JsonPiece.Name);
        if (names.Count == 0) return json;
        if (token.Kind != JsonPiece.Name) token = names[dice.Below(names.Count)];
        var name = names[dice.Below(names.Count)];
        return Replace(json, token, dice.Chance(0.3) ? "\"unknown\""u8 : json.AsSpan(name.Start, name.Length));
    }

    private static byte[]? From(byte[] other, Dice dice)
    {
        var tokens = JsonScan.Tokens(other);
        if (tokens.Count == 0) return null;
        var token = tokens[dice.Below(tokens.Count)];
        return token.Length > 1 << 16 ? null : other[token.Start..token.End];
    }

    private static byte[] Swap(byte[] json, JsonToken one, JsonToken other)
    {
        if (one.Start > other.Start) (one, other) = (other, one);
        if (one.End > other.Start) return json;
        return
        [
            .. json.AsSpan(0, one.Start), .. json.AsSpan(other.Start, other.Length), .. json.AsSpan(one.End, other.Start - one.End),
            .. json.AsSpan(one.Start, one.Length), .. json.AsSpan(other.End),
        ];
    }
}
