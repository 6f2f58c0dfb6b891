using System.Globalization;
using System.Text.Json;

namespace PerfGate.Tool.Configuration;

/// <summary>Lines and columns of values in the text of a JSON file.</summary>
internal static class JsonPosition
{
    /// <summary>
    /// Where a value begins, as compilers write it: <c>(3,14)</c>. What the text does not hold is where it would be held.
    /// </summary>
    /// <param name="text">Valid JSON; comments and trailing commas are allowed.</param>
    /// <param name="place">Which value, for example <c>rules[2].pattern</c>; empty for the whole.</param>
    /// <param name="member">A property of it, whatever its name is made of; null for the value itself.</param>
    public static string Of(ReadOnlySpan<byte> text, string place, string? member = null)
    {
        var reader = new Utf8JsonReader(
            text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isFound = true;
        foreach (var step in place.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            isFound = step.StartsWith('[')
                ? EnterItem(ref reader, int.Parse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture))
                : EnterMember(ref reader, step);
            if (!isFound) break;
            start = (int)reader.TokenStartIndex;
        }

        if (isFound && member is not null && EnterMember(ref reader, member)) start = (int)reader.TokenStartIndex;

        var before = text[..start];
        var line = before.Count((byte)'\n') + 1;
        var column = start - before.LastIndexOf((byte)'\n');
        return string.Create(CultureInfo.InvariantCulture, $"({line},{column})");
    }

    private static bool EnterMember(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted) return true;
            reader.Skip();
        }

        return false;
    }

    private static bool EnterItem(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return false;
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == index) return true;
            reader.Skip();
        }

        return false;
    }
}
