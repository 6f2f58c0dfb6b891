namespace PerfGate.Tool.Results;

/// <summary>Numbers that are no JSON, as a serializer writes them that does not know better.</summary>
internal static class BareNumbers
{
    /// <summary>Overwrites NaN and infinities outside of strings by an empty string and spaces, so that no position changes.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool Blank(Span<byte> json)
    {
        var found = false;
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] == '"')
            {
                at = EndOfString(json, at);
                continue;
            }

            var rest = json[at..];
            var length = rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
            if (length == 0) continue;
            rest[..length].Fill((byte)' ');
            rest[..2].Fill((byte)'"');
            at += length - 1;
            found = true;
        }

        return found;
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int start)
    {
        for (var at = start + 1; at < json.Length; at++)
        {
            if (json[at] == '"') return at;
            if (json[at] == '\\') at++;
        }

        return json.Length;
    }
}
