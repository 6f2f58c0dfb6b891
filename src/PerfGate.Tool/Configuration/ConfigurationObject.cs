using System.Globalization;
using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

/// <summary>
/// An object of a configuration. It is asked for its properties one by one, and a property that it was not asked for is unknown. A
/// serializer would say as much, but has nearly a thousand methods compiled at every start for the kinds of values that a configuration has.
/// </summary>
/// <param name="element">The object.</param>
/// <param name="place">Where it stands, for example <c>rules[2]</c>; empty for the whole.</param>
/// <param name="text">What it stands in.</param>
internal sealed class ConfigurationObject(JsonElement element, string place, ConfigurationText text)
{
    private readonly List<string> _asked = [];

    /// <summary>Reads an object, of which nothing may be left then.</summary>
    /// <exception cref="PerfGateException">It is no object, or holds what it should not.</exception>
    public static T Read<T>(JsonElement element, string place, ConfigurationText text, Func<ConfigurationObject, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Expected("an object", place, text);
        var content = new ConfigurationObject(element, place, text);
        content.RequireNothingTwice();
        var result = read(content);
        content.RequireNothingElse();
        return result;
    }

    public string? Text(string name) => TryFind(name, out var value) ? TextOf(value, At(name), "a text") : null;

    public int? Number(string name)
    {
        if (!TryFind(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Expected("a whole number", At(name), text);
    }

    public bool? Flag(string name)
    {
        if (!TryFind(name, out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Expected("true or false", At(name), text),
        };
    }

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (!TryFind(name, out var value)) return null;
        var expected = $"one of {string.Join(", ", Choices.Names<T>())}";
        return Choices.Find<T>(TextOf(value, At(name), expected)) ?? throw Expected(expected, At(name), text);
    }

    public Percentage? Percentage(string name) => TryFind(name, out var value) ? PercentageOf(value, name) : null;

    public TimeSpan? Duration(string name)
    {
        const string Form = "a time in quotes with s, m or h, at most a week, for example \"90s\" or \"10m\"";
        if (!TryFind(name, out var value)) return null;
        return Configuration.Duration.Find(TextOf(value, At(name), Form)) ?? throw Expected(Form, At(name), text);
    }

    /// <summary>Texts, of which one may be null.</summary>
    public IReadOnlyList<string>? Texts(string name) => List(
        name, "a list of texts", (item, at) => item.ValueKind == JsonValueKind.Null ? null! : TextOf(item, at, "a text"));

    public T? Section<T>(string name, Func<ConfigurationObject, T> read)
        where T : class => TryFind(name, out var value) ? Read(value, At(name), text, read) : null;

    /// <summary>Objects, of which one may be null.</summary>
    public IReadOnlyList<T>? Sections<T>(string name, Func<ConfigurationObject, T> read)
        where T : class => List(name, "a list", (item, at) => item.ValueKind == JsonValueKind.Null ? null! : Read(item, at, text, read));

    /// <summary>A text; empty where it is null.</summary>
    public string RequiredText(string name) =>
        Required(name) is { ValueKind: not JsonValueKind.Null } value ? TextOf(value, At(name), "a text") : "";

    public Percentage RequiredPercentage(string name) => PercentageOf(Required(name), name);

    public DateOnly RequiredDate(string name)
    {
        const string Form = "a date (YYYY-MM-DD)";
        return DateOnly.TryParseExact(
            TextOf(Required(name), At(name), Form), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Expected(Form, At(name), text);
    }

    private string At(string name) => place.Length == 0 ? name : $"{place}.{name}";

    // What is null says nothing.
    private bool TryFind(string name, out JsonElement value)
    {
        _asked.Add(name);
        return element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private JsonElement Required(string name)
    {
        _asked.Add(name);
        return element.TryGetProperty(name, out var value)
            ? value
            : throw text.Refuse(place, $"a required property is missing at {place}: {name}");
    }

    private Percentage PercentageOf(JsonElement value, string name)
    {
        const string Form = "a percentage in quotes, for example \"10%\"";
        return Configuration.Percentage.TryParse(TextOf(value, At(name), Form), out var percentage)
            ? percentage
            : throw Expected(Form, At(name), text);
    }

    private string TextOf(JsonElement value, string at, string expected) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Expected(expected, at, text);

    private List<T>? List<T>(string name, string expected, Func<JsonElement, string, T> read)
        where T : class
    {
        if (!TryFind(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Array) throw Expected(expected, At(name), text);
        var items = new List<T>();
        foreach (var item in value.EnumerateArray())
        {
            items.Add(read(item, string.Create(CultureInfo.InvariantCulture, $"{At(name)}[{items.Count}]")));
        }

        return items;
    }

    // Before anything is read: which of the two is meant, and where it stands, nobody could say.
    private void RequireNothingTwice()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = property.Name;
            if (!seen.Add(name)) throw text.Refuse(place, $"the same property stands twice at {At(name)}", name);
        }
    }

    private void RequireNothingElse()
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = property.Name;
            if (!_asked.Contains(name)) throw text.Refuse(place, $"unknown property at {At(name)}", name);
        }
    }

    private static PerfGateException Expected(string what, string place, ConfigurationText text) =>
        text.Refuse(place, place.Length == 0 ? $"expected {what}" : $"expected {what} at {place}");
}
