using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PerfGate.Tool.Configuration;

/// <summary>
/// Writes an accepted regression into the text of a configuration. Everything else in it, comments and spaces too, stays as it is. An
/// entry of the same pattern and metric is replaced, which renews it.
/// </summary>
internal sealed class AcceptedEntryWriter
{
    private const string Property = "accepted";

    private readonly byte[] _text;
    private readonly JsonPlaces _places;
    private readonly string _newLine;
    private readonly string _indent;

    private AcceptedEntryWriter(byte[] text)
    {
        _text = text;
        _places = JsonPlaces.Find(text, Property);
        _newLine = text.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        _indent = IndentOf(text);
    }

    /// <param name="text">A valid configuration without byte order mark.</param>
    /// <param name="content">The same, as it was read.</param>
    /// <param name="entry">What to write.</param>
    public static byte[] Write(byte[] text, ConfigurationFile content, AcceptedEntry entry)
    {
        var same = (content.Accepted ?? []).ToList().FindIndex(other =>
            string.Equals(other.Pattern, entry.Pattern, StringComparison.Ordinal)
                && string.Equals(other.Metric, entry.Metric, StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(new AcceptedEntryWriter(text).Write(same, Text(entry)));
    }

    /// <summary>The entry as it stands in the file, on a line of its own.</summary>
    public static string Text(AcceptedEntry entry)
    {
        var until = entry.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $$"""{ "pattern": {{Quoted(entry.Pattern)}}, "metric": {{Quoted(entry.Metric)}}, "upTo": "{{entry.UpTo}}","""
            + $$""" "reason": {{Quoted(entry.Reason)}}, "until": "{{until}}" }""";
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private string Write(int same, string entry)
    {
        if (same >= 0) return Replaced(_places.Items[same], entry);
        if (_places is { Array: { } array, Items: [] } && !IsArray(array)) return Replaced(array, NewArray(entry));
        int? lastEnd = _places.Items is [.., var last] ? last.End.Value : null;
        if (_places.Array is { } found) return Added(found.End.Value - 1, lastEnd, entry, IndentOfItems(), _indent);
        return Added(_places.RootEnd, _places.LastMemberEnd, $"\"{Property}\": {NewArray(entry)}", _indent, "");
    }

    // As the last item has it, if that begins a line.
    private string IndentOfItems()
    {
        if (_places.Items is not [.., var last]) return _indent + _indent;
        var line = Slice(_text.AsSpan(0, last.Start.Value).LastIndexOf((byte)'\n') + 1, last.Start.Value);
        return string.IsNullOrWhiteSpace(line) ? line : _indent + _indent;
    }

    private string NewArray(string entry) => $"[{_newLine}{_indent}{_indent}{entry}{_newLine}{_indent}]";

    private bool IsArray(Range place) => _text[place.Start.Value] == '[';

    /// <summary>Puts an item before the bracket or brace that ends its list; comments behind the last item stay with that.</summary>
    /// <param name="end">The bracket or brace.</param>
    /// <param name="lastEnd">Behind the item before; null when there is none.</param>
    /// <param name="item">The new item.</param>
    /// <param name="indent">Spaces before it.</param>
    /// <param name="outer">Spaces before the bracket or brace where it gets a line of its own.</param>
    private string Added(int end, int? lastEnd, string item, string indent, string outer)
    {
        var before = Slice(0, lastEnd ?? end);
        if (lastEnd is not { } from) return $"{before.TrimEnd()}{_newLine}{indent}{item}{_newLine}{outer}{Slice(end, _text.Length)}";
        var between = Slice(from, end);
        var comments = between.TrimEnd();
        var spaces = between[comments.Length..];
        if (!spaces.Contains('\n', StringComparison.Ordinal)) spaces = _newLine + outer;
        return $"{before}{(HasComma(between) ? "" : ",")}{comments}{_newLine}{indent}{item}{spaces}{Slice(end, _text.Length)}";
    }

    // Between an item and the end of its list stand spaces, comments, and at most one comma.
    private static bool HasComma(string between)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes($"[0{between}\n]"), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
            }

            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private string Replaced(Range place, string text) => Slice(0, place.Start.Value) + text + Slice(place.End.Value, _text.Length);

    private string Slice(int from, int to) => Encoding.UTF8.GetString(_text, from, to - from);

    // The spaces before the file's first member, or two.
    private static string IndentOf(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOf((byte)'\n') + 1;
        var length = start == 0 ? 0 : text[start..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        return length is > 0 and <= 16 ? Encoding.UTF8.GetString(text.Slice(start, length)) : "  ";
    }
}
