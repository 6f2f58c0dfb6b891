using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PerfGate.Tool.Tests.Reporting;

/// <summary>JSON Schema, as much of it as docs/report.schema.json uses; a schema with any other keyword is refused.</summary>
internal sealed class SchemaValidator
{
    private static readonly string[] Annotations = ["$schema", "$id", "$defs", "title", "description"];
    private static readonly string[] Keywords =
        ["$ref", "type", "properties", "required", "additionalProperties", "items", "enum", "const", "minimum", "maximum", "pattern"];

    private readonly JsonObject _root;

    public SchemaValidator(string schema)
    {
        _root = JsonNode.Parse(schema)!.AsObject();
        Check(_root);
    }

    /// <summary>Where and how the document breaks the schema; empty when it does not.</summary>
    public IReadOnlyList<string> Validate(JsonNode? document)
    {
        var errors = new List<string>();
        Validate(_root, document, "$", errors);
        return errors;
    }

    private void Check(JsonObject schema)
    {
        foreach (var (keyword, value) in schema)
        {
            if (!Annotations.Contains(keyword) && !Keywords.Contains(keyword))
            {
                throw new NotSupportedException($"The keyword {keyword} is not known.");
            }

            if (keyword == "additionalProperties" && value!.GetValue<bool>())
            {
                throw new NotSupportedException("additionalProperties can only be false.");
            }

            if (keyword == "$ref") Resolve(value!.GetValue<string>());
            if (keyword is "properties" or "$defs")
            {
                foreach (var (_, member) in value!.AsObject()) Check(member!.AsObject());
            }

            if (keyword == "items") Check(value!.AsObject());
        }
    }

    private JsonObject Resolve(string reference)
    {
        const string Prefix = "#/$defs/";
        if (!reference.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new NotSupportedException($"The reference {reference} is not known.");
        }

        return _root["$defs"]![reference[Prefix.Length..]]?.AsObject() ?? throw new NotSupportedException($"{reference} leads nowhere.");
    }

    private void Validate(JsonObject schema, JsonNode? value, string path, List<string> errors)
    {
        foreach (var (keyword, argument) in schema)
        {
            var holds = keyword switch
            {
                "type" => Types(argument!).Any(type => IsType(type, value)),
                "enum" => argument!.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)),
                "const" => JsonNode.DeepEquals(argument, value),
                "minimum" => Number(value) is not { } number || number >= Number(argument),
                "maximum" => Number(value) is not { } number || number <= Number(argument),
                "pattern" => !IsType("string", value)
                    || Regex.IsMatch(
                        value!.GetValue<string>(), argument!.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)),
                "required" => value is not JsonObject members
                    || argument!.AsArray().All(name => members.ContainsKey(name!.GetValue<string>())),
                "additionalProperties" => value is not JsonObject members
                    || members.All(member => schema["properties"]!.AsObject().ContainsKey(member.Key)),
                _ => true,
            };
            if (!holds) errors.Add($"{path}: {keyword} {argument!.ToJsonString()}");
        }

        if (schema["$ref"] is { } reference) Validate(Resolve(reference.GetValue<string>()), value, path, errors);
        if (schema["properties"] is JsonObject properties && value is JsonObject entries)
        {
            foreach (var (name, entry) in entries)
            {
                if (properties[name] is JsonObject property) Validate(property, entry, $"{path}.{name}", errors);
            }
        }

        if (schema["items"] is JsonObject items && value is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++) Validate(items, array[i], $"{path}[{i}]", errors);
        }
    }

    private static IEnumerable<string> Types(JsonNode type) =>
        type is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()];

    private static bool IsType(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && number == Math.Floor(number),
        _ => throw new NotSupportedException($"The type {type} is not known."),
    };

    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? value.GetValue<double>() : null;
}
