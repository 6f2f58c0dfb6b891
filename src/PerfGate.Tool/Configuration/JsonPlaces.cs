using System.Text.Json;

namespace PerfGate.Tool.Configuration;

/// <summary>Where an array of the top object stands in the bytes of a JSON file, and where one would go.</summary>
/// <param name="RootEnd">The brace that ends the file's object.</param>
/// <param name="LastMemberEnd">Behind the value of the object's last member; null when it has none.</param>
/// <param name="Array">From the bracket that opens the array, or a null in its place, to behind its end; null when it is not there.</param>
/// <param name="Items">Each object of the array, from its first to behind its last byte.</param>
internal sealed record JsonPlaces(int RootEnd, int? LastMemberEnd, Range? Array, IReadOnlyList<Range> Items)
{
    /// <summary>Finds them in text that is known to be a valid configuration.</summary>
    public static JsonPlaces Find(ReadOnlySpan<byte> text, string property)
    {
        var reader = new Utf8JsonReader(
            text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        Range? array = null;
        int? lastMember = null;
        var items = new List<Range>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(property);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isWanted && reader.TokenType == JsonTokenType.StartArray) Read(ref reader, items);
            else reader.Skip();
            lastMember = (int)reader.BytesConsumed;
            if (isWanted) array = start..lastMember.Value;
        }

        return new JsonPlaces((int)reader.TokenStartIndex, lastMember, array, items);
    }

    private static void Read(ref Utf8JsonReader reader, List<Range> items)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(start..(int)reader.BytesConsumed);
        }
    }
}
