using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PerfGate.Tool.Tests.GitHub.Server;

/// <summary>An operation of the API, found by method and path.</summary>
internal sealed record ApiOperation(OpenApiOperation Description, IReadOnlyDictionary<string, string> PathValues)
{
    public string Id => Description.OperationId!;

    public long Number(string name) => long.Parse(PathValues[name], NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>GitHub's own description of its API: which operations there are, and which messages are valid.</summary>
internal sealed class ApiDescription
{
    private static readonly string Folder = Reporting.Repository.PathOf("tests", "PerfGate.Tool.Tests", "GitHub", "Description");

    private readonly OpenApiDocument _document;

    public ApiDescription()
    {
        var read = OpenApiDocument.Parse(File.ReadAllText(Path.Combine(Folder, "api.github.com.json")), "json");
        read.Diagnostic!.Errors.ShouldBeEmpty();
        _document = read.Document.ShouldNotBeNull();
    }

    public ApiOperation? Find(string method, string path)
    {
        var found = from template in _document.Paths
                    let values = Match(template.Key, path)
                    where values is not null
                    from operation in template.Value.Operations!
                    where string.Equals(operation.Key.Method, method, StringComparison.OrdinalIgnoreCase)
                    orderby values.Count
                    select new ApiOperation(operation.Value, values);
        return found.FirstOrDefault();
    }

    public static IEnumerable<string> RequestProblems(
        ApiOperation operation, IEnumerable<KeyValuePair<string, string>> query, string? contentType, JsonNode? body)
    {
        var parameters = operation.Description.Parameters ?? [];
        var values = query.Select(value => (value.Key, value.Value, In: ParameterLocation.Query))
            .Concat(operation.PathValues.Select(value => (value.Key, value.Value, In: ParameterLocation.Path)));
        foreach (var (name, value, place) in values)
        {
            var parameter = parameters.FirstOrDefault(candidate => candidate.Name == name && candidate.In == place);
            if (parameter is null) yield return $"{operation.Id}: {place} parameter {name} is unknown";
            else if (parameter.Schema is { Type: JsonSchemaType.Integer } && !IsInteger(value))
            {
                yield return $"{operation.Id}: {name} is no integer";
            }
            else if (parameter.Schema?.Enum is { Count: > 0 } choices && !choices.Any(choice => choice.GetValue<string>() == value))
            {
                yield return $"{operation.Id}: {name} is none of the choices";
            }
        }

        if (operation.Description.RequestBody is { Content: { } content })
        {
            if (contentType?.Split(';')[0] != "application/json") yield return $"{operation.Id}: the content type is {contentType}";
            foreach (var problem in SchemaCheck.Problems(content["application/json"].Schema!, body, operation.Id)) yield return problem;
        }
        else if (body is not null)
        {
            yield return $"{operation.Id}: a body where there is none";
        }
    }

    private static bool IsInteger(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>Failures that any operation can have are not in the description of each: those have to be errors as all are.</summary>
    public IEnumerable<string> ResponseProblems(ApiOperation operation, int status, JsonNode? body)
    {
        var key = status.ToString(CultureInfo.InvariantCulture);
        if (operation.Description.Responses!.TryGetValue(key, out var response))
        {
            return response.Content is { Count: > 0 } content
                ? SchemaCheck.Problems(content["application/json"].Schema!, body, $"{operation.Id} {key}")
                : body is null ? [] : [$"{operation.Id} {key}: a body where there is none"];
        }

        return status is 301 or 307 or 401 or 403 or 404 or 422 or 429 or >= 500 and < 600
            ? SchemaCheck.Problems(_document.Components!.Schemas!["basic-error"], body, $"{operation.Id} {key}")
            : [$"{operation.Id}: the status {key} is not described"];
    }

    /// <summary>The least that fits a schema, so that a test only has to say what it is about.</summary>
    public JsonObject Example(string schema, JsonObject values)
    {
        var example = Least(_document.Components!.Schemas![schema]).AsObject();
        Merge(example, values);
        return example;
    }

    private static void Merge(JsonObject target, JsonObject values)
    {
        foreach (var (name, value) in values)
        {
            if (value is JsonObject below && target[name] is JsonObject existing) Merge(existing, below);
            else target[name] = value?.DeepClone();
        }
    }

    private static JsonNode Least(IOpenApiSchema schema)
    {
        if (schema.Enum is { Count: > 0 } choices) return choices[0].DeepClone();
        if ((schema.OneOf ?? schema.AnyOf ?? schema.AllOf) is { Count: > 0 } parts) return Least(parts[0]);
        return (schema.Type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.String => schema.Format switch
            {
                "uri" => "https://github.test/",
                "date-time" => "2026-01-01T12:00:00Z",
                _ => "text",
            },
            JsonSchemaType.Integer or JsonSchemaType.Number => 1,
            JsonSchemaType.Boolean => false,
            JsonSchemaType.Array => new JsonArray(),
            _ => new JsonObject((schema.Required ?? new HashSet<string>())
                .Select(name => KeyValuePair.Create(name, (JsonNode?)Least(schema.Properties![name])))),
        };
    }

    private static Dictionary<string, string>? Match(string template, string path)
    {
        var (names, values) = (template.Split('/'), path.Split('/'));
        if (names.Length != values.Length) return null;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in names.Zip(values))
        {
            if (name.StartsWith('{')) found[name.Trim('{', '}')] = Uri.UnescapeDataString(value);
            else if (name != value) return null;
        }

        return found;
    }
}
