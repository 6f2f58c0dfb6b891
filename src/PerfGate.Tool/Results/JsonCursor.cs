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
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _file;
    private Utf8JsonReader _reader;

    private JsonCursor(ReadOnlySpan<byte> bytes, string file)
    {
        _bytes = bytes;
        _file = file;
        _reader = new Utf8JsonReader(bytes, isFinalBlock: true, state: default);
    }

    /// <summary>Where the current token begins.</summary>
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
                _reader.Skip();
                continue;
            }

            name = names[index];
            if ((seen & (1u << index)) != 0) throw Refuse($"\"{name}\" stands twice in one object.");
            seen |= 1u << index;
            _reader.Read();
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
        _reader.Read();
        return true;
    }

    /// <summary>Moves to the next item; false at the array's end.</summary>
    public bool NextItem() => _reader.Read() && _reader.TokenType != JsonTokenType.EndArray;

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
            json._reader.Read();
            var result = parser(ref json);
            json._reader.Read();
            return result;
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

    private bool NextProperty() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    private readonly bool Enter(JsonTokenType start, string what, string kind)
    {
        if (_reader.TokenType == start) return true;
        if (_reader.TokenType == JsonTokenType.Null) return false;
        throw Refuse($"{what}: {kind} was expected here.");
    }
}
