using System.Buffers;
using System.Runtime.InteropServices;

namespace PerfGate.Fuzzing.Mutations;

internal enum JsonPiece
{
    Name,
    Text,
    Number,
    Word,
    Object,
    Array,
}

/// <summary>A part of something like JSON.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Behind its last byte.</param>
/// <param name="Kind">What it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonToken(int Start, int End, JsonPiece Kind)
{
    public int Length => End - Start;
}

/// <summary>Finds the parts of JSON, also of JSON that is broken: what is changed once is changed again.</summary>
internal static class JsonScan
{
    // Of an input that repeats something a million times, the first parts are enough to choose from.
    private const int Most = 50_000;

    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n,]}:\""u8);

    /// <summary>Parts in order of their first byte; a member's value comes right after its name.</summary>
    public static List<JsonToken> Tokens(ReadOnlySpan<byte> json)
    {
        var tokens = new List<JsonToken>();
        var open = new Stack<int>();
        for (var at = 0; at < json.Length && tokens.Count < Most;)
        {
            var end = at + 1;
            switch (json[at])
            {
                case (byte)'{' or (byte)'[':
                    open.Push(tokens.Count);
                    tokens.Add(new JsonToken(at, json.Length, json[at] == '{' ? JsonPiece.Object : JsonPiece.Array));
                    break;
                case (byte)'}' or (byte)']':
                    if (open.TryPop(out var index)) tokens[index] = tokens[index] with { End = end };
                    break;
                case (byte)'"':
                    end = EndOfText(json, at);
                    tokens.Add(new JsonToken(at, end, IsName(json[end..]) ? JsonPiece.Name : JsonPiece.Text));
                    break;
                case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                    end = EndOfWord(json, at);
                    tokens.Add(new JsonToken(at, end, JsonPiece.Number));
                    break;
                case (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z'):
                    end = EndOfWord(json, at);
                    tokens.Add(new JsonToken(at, end, JsonPiece.Word));
                    break;
                default:
                    break;
            }

            at = end;
        }

        return tokens;
    }

    private static int EndOfText(ReadOnlySpan<byte> json, int start)
    {
        for (var at = start + 1; at < json.Length; at++)
        {
            if (json[at] == '"') return at + 1;
            if (json[at] == '\\') at++;
        }

        return json.Length;
    }

    private static int EndOfWord(ReadOnlySpan<byte> json, int start)
    {
        var length = json[start..].IndexOfAny(WordEnds);
        return length <= 0 ? json.Length : start + length;
    }

    private static bool IsName(ReadOnlySpan<byte> rest) => rest.TrimStart(" \t\r\n"u8) is [(byte)':', ..];
}
