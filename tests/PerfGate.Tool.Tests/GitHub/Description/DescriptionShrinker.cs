using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfGate.Tool.Tests.GitHub.Description;

/// <summary>Leaves of GitHub's description of its API what the client uses, and of that what decides whether a message is valid.</summary>
internal static class DescriptionShrinker
{
    private static readonly string[] Used =
    [
        "get /user",
        "get /repos/{owner}/{repo}/issues/{issue_number}/comments",
        "post /repos/{owner}/{repo}/issues/{issue_number}/comments",
        "patch /repos/{owner}/{repo}/issues/comments/{comment_id}",
        "delete /repos/{owner}/{repo}/issues/comments/{comment_id}",
        "get /repos/{owner}/{repo}/pulls",
        "get /repos/{owner}/{repo}/commits",
        "get /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts",
        "get /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
        "post /repos/{owner}/{repo}/check-runs",
        "patch /repos/{owner}/{repo}/check-runs/{check_run_id}",
        "post /repos/{owner}/{repo}/statuses/{sha}",
    ];

    // What only a reader of a manual wants.
    private static readonly string[] Dropped = ["summary", "tags", "externalDocs", "example", "examples", "title", "deprecated"];

    /// <summary>
    /// Where a node of the description stands: members of some have the user's names, a response has to keep its description.
    /// </summary>
    private enum Place
    {
        Node,
        Names,
        Responses,
        Response,
    }

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="description">The whole description, or one that is already shrunk.</param>
    public static string Shrink(string description)
    {
        var whole = JsonNode.Parse(description)!.AsObject();
        var paths = new JsonObject();
        foreach (var operation in Used)
        {
            var parts = operation.Split(' ', 2);
            var source = whole["paths"]?[parts[1]]?[parts[0]]
                ?? throw new InvalidOperationException($"The description has no {operation}.");
            if (!paths.ContainsKey(parts[1])) paths[parts[1]] = new JsonObject();
            paths[parts[1]]![parts[0]] = Clean(source, Place.Node);
        }

        var shrunk = new JsonObject
        {
            ["openapi"] = whole["openapi"]!.DeepClone(),
            ["info"] = new JsonObject { ["title"] = "GitHub REST API, in part", ["version"] = whole["info"]!["version"]!.DeepClone() },
            ["paths"] = paths,
            ["components"] = new JsonObject(),
        };
        Complete(shrunk, whole);
        return Lines(shrunk);
    }

    // Copies what is referred to until nothing is missing.
    private static void Complete(JsonObject shrunk, JsonObject whole)
    {
        var components = shrunk["components"]!.AsObject();
        var open = new Queue<string>(References(shrunk["paths"]!));
        while (open.TryDequeue(out var reference))
        {
            var parts = reference.Split('/');
            if (!components.ContainsKey(parts[2])) components[parts[2]] = new JsonObject();
            var kind = components[parts[2]]!.AsObject();
            if (kind.ContainsKey(parts[3])) continue;
            var component = Clean(whole["components"]![parts[2]]![parts[3]]!, parts[2] == "responses" ? Place.Response : Place.Node);
            kind[parts[3]] = component;
            foreach (var further in References(component)) open.Enqueue(further);
        }
    }

    private static JsonNode Clean(JsonNode node, Place place) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(member => place is Place.Names or Place.Responses || !IsDropped(member.Key, place))
            .Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Clean(member.Value, Below(member, place))))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Clean(item, Place.Node))]),
        _ => node.DeepClone(),
    };

    private static bool IsDropped(string name, Place place) =>
        (name == "description" && place != Place.Response) || name.StartsWith("x-", StringComparison.Ordinal) || Dropped.Contains(name);

    private static Place Below(KeyValuePair<string, JsonNode?> member, Place place) => (place, member.Key) switch
    {
        (Place.Responses, _) => Place.Response,
        (Place.Names, _) => Place.Node,
        (_, "responses") => Place.Responses,
        (_, "properties" or "headers" or "content") => Place.Names,
        _ => Place.Node,
    };

    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => member switch
        {
            { Key: "$ref", Value: JsonValue reference } => [reference.GetValue<string>()],
            { Value: { } value } => References(value),
            _ => [],
        }),
        JsonArray items => items.OfType<JsonNode>().SelectMany(References),
        _ => [],
    };

    // A line for each operation and component: small, and a later version can still be told from this one.
    private static string Lines(JsonObject shrunk)
    {
        var lines = new List<string>();
        foreach (var (name, value) in shrunk)
        {
            if (name is not ("paths" or "components"))
            {
                lines.Add($"{JsonValue.Create(name)!.ToJsonString()}:{value!.ToJsonString(Compact)}");
                continue;
            }

            var groups = value!.AsObject().Select(group => $"\"{group.Key}\":{{\n{Members(group.Value!.AsObject())}\n}}");
            lines.Add($"\"{name}\":{{\n{string.Join(",\n", groups)}\n}}");
        }

        return $"{{\n{string.Join(",\n", lines)}\n}}\n";
    }

    private static string Members(JsonObject members) =>
        string.Join(",\n", members.Select(member => $"\"{member.Key}\":{member.Value!.ToJsonString(Compact)}"));
}
