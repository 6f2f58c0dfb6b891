using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PerfGate.Tool.Tests.GitHub.Server;

/// <summary>Holds JSON against a schema of the description, strictly: what the schema does not name must not be there.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(IOpenApiSchema schema, JsonNode? value, string path)
    {
        if (schema.OneOf is { Count: > 0 } oneOf) return AnyOf(oneOf, value, path);
        if (schema is { AnyOf: { Count: > 0 } anyOf, Properties: null or { Count: 0 } }) return AnyOf(anyOf, value, path);
        if (schema.AllOf is { Count: > 0 } allOf) return allOf.SelectMany(part => Problems(part, value, path));
        if (schema.Type is { } type && !Types(value).Any(found => type.HasFlag(found)))
        {
            return [$"{path}: {Types(value)[0]} instead of {type}"];
        }
        return
        [
            .. OfValue(schema, value, path),
            .. OfObject(schema, value, path),
            .. OfCases(schema, value, path),
            .. OfArray(schema, value, path),
        ];
    }

    private static List<string> AnyOf(IList<IOpenApiSchema> choices, JsonNode? value, string path)
    {
        var problems = choices.Select(choice => Problems(choice, value, path).ToList()).ToList();
        return problems.MinBy(list => list.Count)!;
    }

    private static IEnumerable<string> OfValue(IOpenApiSchema schema, JsonNode? value, string path)
    {
        if (schema.Enum is { Count: > 0 } choices && value is not null && !choices.Any(choice => JsonNode.DeepEquals(choice, value)))
        {
            yield return $"{path}: {value.ToJsonString()} is none of the choices";
        }

        if (value?.GetValueKind() != JsonValueKind.String) yield break;
        var text = value.GetValue<string>();
        if (schema.MaxLength is { } longest && text.Length > longest)
        {
            yield return $"{path}: {text.Length} characters are more than {longest}";
        }
        if (schema.MinLength is { } shortest && text.Length < shortest)
        {
            yield return $"{path}: {text.Length} characters are less than {shortest}";
        }
        if (schema.Format == "uri" && !Uri.TryCreate(text, UriKind.Absolute, out _)) yield return $"{path}: '{text}' is no address";
        if (schema.Format == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _))
        {
            yield return $"{path}: '{text}' is no time";
        }
    }

    private static IEnumerable<string> OfObject(IOpenApiSchema schema, JsonNode? value, string path)
    {
        if (value is not JsonObject members) return [];
        var missing = (schema.Required ?? new HashSet<string>())
            .Where(name => !members.ContainsKey(name))
            .Select(name => $"{path}: {name} is missing");
        var known = schema.Properties ?? new Dictionary<string, IOpenApiSchema>();
        var unknown = members
            .Where(member => !known.ContainsKey(member.Key) && schema.AdditionalProperties is null)
            .Select(member => $"{path}: {member.Key} is unknown");
        var below = members
            .Where(member => known.ContainsKey(member.Key))
            .SelectMany(member => Problems(known[member.Key], member.Value, $"{path}.{member.Key}"));
        return [.. missing, .. unknown, .. below];
    }

    // An object's own properties with conditions on some of them: one case has to hold, and none of them names all properties.
    private static List<string> OfCases(IOpenApiSchema schema, JsonNode? value, string path)
    {
        if (schema.AnyOf is not { Count: > 0 } cases || value is not JsonObject members) return [];
        return cases.Select(one => OfCase(one, members, path)).MinBy(problems => problems.Count)!;
    }

    private static List<string> OfCase(IOpenApiSchema schema, JsonObject members, string path)
    {
        var missing = (schema.Required ?? new HashSet<string>())
            .Where(name => !members.ContainsKey(name))
            .Select(name => $"{path}: {name} is missing");
        var below = (schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            .Where(property => members.ContainsKey(property.Key))
            .SelectMany(property => Problems(property.Value, members[property.Key], $"{path}.{property.Key}"));
        return [.. missing, .. below];
    }

    private static IEnumerable<string> OfArray(IOpenApiSchema schema, JsonNode? value, string path)
    {
        if (value is not JsonArray items) return [];
        string[] tooMany = schema.MaxItems is { } most && items.Count > most ? [$"{path}: {items.Count} items are more than {most}"] : [];
        return [.. tooMany, .. schema.Items is { } item ? items.SelectMany((one, index) => Problems(item, one, $"{path}[{index}]")) : []];
    }

    private static JsonSchemaType[] Types(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => [JsonSchemaType.Null],
        JsonValueKind.Object => [JsonSchemaType.Object],
        JsonValueKind.Array => [JsonSchemaType.Array],
        JsonValueKind.String => [JsonSchemaType.String],
        JsonValueKind.True or JsonValueKind.False => [JsonSchemaType.Boolean],
        _ when value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') => [JsonSchemaType.Number],
        _ => [JsonSchemaType.Integer, JsonSchemaType.Number],
    };
}
