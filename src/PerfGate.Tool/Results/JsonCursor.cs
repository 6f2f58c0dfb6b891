using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Results;

/// <summary>Reads the document at which the cursor stands.</summary>
internal delegate T JsonParser<out T>(ref JsonCursor json);

/// <summary>
/// Walks a JSON document forward and knows where it is, so that whatever it refuses is named with file, line and column.
/// The current token is always the value to be read next.
/// </summary>
internal ref struct JsonCursor
{
    /// <summary>A document of no more bytes is best read as a whole.</summary>
    public const int PieceSize = 1 << 16;

    private readonly string _file;

    // What follows the bytes; null where they are the whole document.
    private readonly Stream? _rest;
    private byte[] _piece = [];
    private ReadOnlySpan<byte> _bytes;
    private Utf8JsonReader _reader;

    private JsonCursor(byte[] bytes, string file)
    {
        _bytes = bytes;
        _file = file;
        _reader = new Utf8JsonReader(bytes, isFinalBlock: true, state: default);
    }

    private JsonCursor(Stream document, string file)
    {
        (_rest, _piece, _file) = (document, new byte[PieceSize], file);
        _reader = new Utf8JsonReader(_bytes, isFinalBlock: false, state: default);
    }

    /// <summary>Where the current token begins, in the whole document or in its piece.</summary>
    public readonly long Position => _reader.TokenStartIndex;

    /// <summary>
    /// Parses a whole document. Bare <c>NaN</c> and <c>Infinity</c>, which are no JSON but were written by BenchmarkDotNet before 0.13,
    /// are overwritten in <paramref name="bytes"/> by the empty string that later versions write.
    /// </summary>
    /// <exception cref="PerfGateException">The document is not what the parser expects.</exception>
    public static T Parse<T>(byte[] bytes, string file, JsonParser<T> parser)
    {
        try
        {
            return ParseStrict(bytes, file, parser);
        }
        catch (PerfGateException exception) when (exception.InnerException is JsonException && BareNumbers.Blank(bytes))
        {
            return ParseStrict(bytes, file, parser);
        }
    }

    /// <summary>
    /// Parses a document piece by piece, so that no more of it is held than its longest text. Of a piece no lines are known: what is not as
    /// expected is left to <see cref="Parse"/>.
    /// </summary>
    /// <returns>Whether the document is what the parser expects.</returns>
    public static bool TryParse<T>(Stream document, string file, JsonParser<T> parser, [MaybeNullWhen(false)] out T result)
    {
        try
        {
            var json = new JsonCursor(document, file);
            result = ParseStrict(ref json, parser);
            return true;
        }
        catch (Exception problem) when (problem is PerfGateException or JsonException or InvalidOperationException)
        {
            result = default;
            return false;
        }
    }

    /// <summary>Moves to the value of the next known property; false at the object's end. Unknown properties are passed over.</summary>
    /// <param name="names">The properties that are known.</param>
    /// <param name="seen">Which of them the object had so far; starts with 0.</param>
    /// <param name="name">Which of them it is.</param>
    public bool NextProperty(PropertyNames names, ref uint seen, out string name)
    {
        while (NextProperty())
        {
            var index = names.IndexOf(ref _reader);
            if (index < 0)
            {
                Skip();
                continue;
            }

            name = names[index];
            if ((seen & (1u << index)) != 0) throw Refuse($"\"{name}\" stands twice in one object.");
            seen |= 1u << index;
            Read();
            return true;
        }

        name = "";
        return false;
    }

    /// <summary>Moves to the value of the next property, whatever its name; false at the object's end.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="likely">What the name may well be, and need not be read for.</param>
    public bool NextProperty(out string name, string likely = "")
    {
        name = "";
        if (!NextProperty()) return false;
        name = _reader.ValueTextEquals(likely) ? likely : _reader.GetString()!;
        Read();
        return true;
    }

    /// <summary>Moves to the next item; false at the array's end.</summary>
    public bool NextItem() => Read() && _reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Enters the object; false when there is null in its place.</summary>
    public readonly bool EnterObject(string what) => Enter(JsonTokenType.StartObject, what, "an object");

    /// <summary>Enters the array; false when there is null in its place.</summary>
    public readonly bool EnterArray(string what) => Enter(JsonTokenType.StartArray, what, "an array");

    /// <summary>
    /// A finite number; null, strings (BenchmarkDotNet writes <c>""</c> for NaN) and numbers beyond a double are missing.
    /// </summary>
    public readonly double? Number() => _reader.TokenType switch
    {
        JsonTokenType.Number => _reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : null,
        JsonTokenType.Null or JsonTokenType.String => null,
        _ => throw Refuse("A number was expected here."),
    };

    /// <summary>A count; 0 when it is missing.</summary>
    public readonly int Count() => Number() is { } value and >= 0 and <= int.MaxValue ? (int)value : 0;

    public readonly bool Flag() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Refuse("true or false was expected here."),
    };

    public readonly string? Text() => _reader.TokenType switch
    {
        JsonTokenType.String => _reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw Refuse("A string was expected here."),
    };

    /// <summary>The text; the one that is likely, where it is the same, so that a thousand benchmarks have one name of their suite.</summary>
    public readonly string? Text(string likely) =>
        _reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals(likely) ? likely : Text();

    public readonly bool IsText(ReadOnlySpan<byte> text) => _reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals(text);

    public readonly PerfGateException Refuse(string text) => Refuse(text, Position);

    public readonly PerfGateException Refuse(string text, long position)
    {
        var before = _bytes[..(int)Math.Min(position, _bytes.Length)];
        var line = before.Count((byte)'\n');
        return Refusal(_file, line, before.Length - (before.LastIndexOf((byte)'\n') + 1), text, null);
    }

    /// <summary>The error for a document that is not readable; line and column count from 0.</summary>
    public static PerfGateException Refusal(string file, long line, long column, string text, Exception? cause) => new(
        ErrorCode.ResultsNotReadable,
        string.Create(CultureInfo.InvariantCulture, $"{file}({line + 1},{column + 1})"),
        text,
        "Pass the JSON that BenchmarkDotNet or PerfGate wrote; if this is it, measure again: the file is damaged.",
        cause);

    public static PerfGateException NotJson(string file, ReadOnlySpan<byte> bytes, JsonException cause)
    {
        var reason = cause.Message.Split(" LineNumber:")[0];
        var text = bytes.TrimEnd(" \t\r\n"u8) is [.., (byte)'}']
            ? $"This is not valid JSON: {reason}"
            : $"This is not valid JSON, or it is cut off before its closing brace: {reason}";
        return Refusal(file, cause.LineNumber ?? 0, cause.BytePositionInLine ?? 0, text, cause);
    }

    private static T ParseStrict<T>(byte[] bytes, string file, JsonParser<T> parser)
    {
        var json = new JsonCursor(bytes, file);
        try
        {
            return ParseStrict(ref json, parser);
        }
        catch (JsonException exception)
        {
            throw NotJson(file, bytes, exception);
        }
        catch (InvalidOperationException exception)
        {
            // What the reader throws for a string that is no Unicode.
            var place = json.Refuse("This string is not valid UTF-8 or holds half a surrogate pair.");
            throw new PerfGateException(place.Code, place.Origin, place.Message, place.Next, exception);
        }
    }

    private static T ParseStrict<T>(ref JsonCursor json, JsonParser<T> parser)
    {
        json.Read();
        var result = parser(ref json);
        json.Read();
        return result;
    }

    private bool Read()
    {
        while (!_reader.Read())
        {
            if (_rest is null || _reader.IsFinalBlock) return false;
            ReadPiece();
        }

        return true;
    }

    /// <summary>Reads on behind what the reader has not taken; room is made where one text fills it all.</summary>
    private void ReadPiece()
    {
        var unread = _bytes[(int)_reader.BytesConsumed..];
        var piece = unread.Length < _piece.Length ? _piece : new byte[2 * _piece.Length];
        unread.CopyTo(piece);

        // At least as much as is there, so that a long text is not looked through again for each bit of it that comes.
        var room = piece.AsSpan(unread.Length);
        var count = _rest!.ReadAtLeast(room, Math.Min(room.Length, unread.Length + 1), throwOnEndOfStream: false);
        _piece = piece;
        _bytes = piece.AsSpan(0, unread.Length + count);
        _reader = new Utf8JsonReader(_bytes, isFinalBlock: count == 0, _reader.CurrentState);
    }

    /// <summary>Passes over the value of the property at which the cursor stands.</summary>
    private void Skip()
    {
        if (!Read() || _reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var depth = _reader.CurrentDepth;
        while (Read() && _reader.CurrentDepth > depth) continue;
    }

    private bool NextProperty() => Read() && _reader.TokenType == JsonTokenType.PropertyName;

    private readonly bool Enter(JsonTokenType start, string what, string kind)
    {
        if (_reader.TokenType == start) return true;
        if (_reader.TokenType == JsonTokenType.Null) return false;
        throw Refuse($"{what}: {kind} was expected here.");
    }
}
