using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Commands;
using Repository = PerfGate.Tool.Tests.Reporting.Repository;

namespace PerfGate.Tool.Tests.Configuration;

/// <summary>docs/configuration.md and the schema have all that can be set, and nothing else.</summary>
public sealed class ConfigurationPageTests
{
    // These are read where there is no configuration yet, or only by one command.
    private static readonly string[] Elsewhere =
        ["PERFGATE_CONFIG", "PERFGATE_REMOTE_TIMEOUT", "PERFGATE_GITHUB_TOKEN", "PERFGATE_GITHUB_LOGIN"];

    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "configuration.md"));

    [Fact]
    public void Every_property_of_the_file_is_described()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(
            Repository.PathOf("src", "PerfGate.Tool", "Configuration", "Templates", "perfgate.schema.json")));

        var properties = Paths(schema.RootElement, "").Where(path => path != "$schema").ToList();

        properties.Count.ShouldBeGreaterThan(30);
        foreach (var property in properties) Page.ShouldContain($"`{property}`");
    }

    [Fact]
    public void Every_property_of_the_schema_is_read()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(
            Repository.PathOf("src", "PerfGate.Tool", "Configuration", "Templates", "perfgate.schema.json")));
        foreach (var path in Paths(schema.RootElement, ""))
        {
            Refusal(path).ShouldStartWith("expected", customMessage: path);
            Refusal(path + "s").ShouldStartWith("unknown property");
        }
    }

    // What the file is refused for in which this property is what no property may be.
    private static string Refusal(string path)
    {
        var text = path.Split('.').Reverse().Aggregate("-0.5", (value, name) => name switch
        {
            "rules[]" => Entry("rules", """{ "pattern": "*" }""", value),
            "accepted[]" => Entry(
                "accepted", """{ "pattern": "*", "metric": "*", "upTo": "1%", "reason": "*", "until": "2030-01-01" }""", value),
            _ => $$"""{ "{{name.Replace("[]", "", StringComparison.Ordinal)}}": {{value}} }""",
        });
        return Should.Throw<PerfGateException>(() => ConfigurationParser.Parse(new ConfigurationText("perfgate.json", Encoding.UTF8.GetBytes(text))))
            .Message;
    }

    // A list of one entry, of which some properties are replaced or added.
    private static string Entry(string list, string complete, string properties)
    {
        var entry = JsonNode.Parse(complete)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(properties)!.AsObject()) entry[name] = value!.DeepClone();
        return new JsonObject { [list] = new JsonArray(entry) }.ToJsonString();
    }

    [Fact]
    public async Task The_schema_describes_every_property_that_is_read()
    {
        using var folder = new TemporaryFolder();
        await Cli.RunAsync(folder.Path, "init");
        using var schema = JsonDocument.Parse(File.ReadAllText(folder["perfgate.schema.json"]));
        var properties = schema.RootElement.GetProperty("properties");

        Names(properties).ShouldBe([.. Names(typeof(ConfigurationFile)).Where(name => name != "schema"), "$schema"], ignoreOrder: true);
        Names(properties.GetProperty("measure").GetProperty("properties")).ShouldBe(Names(typeof(MeasureSection)), ignoreOrder: true);
        Names(properties.GetProperty("gate").GetProperty("properties")).ShouldBe(Names(typeof(GateSection)), ignoreOrder: true);
        Names(properties.GetProperty("rules").GetProperty("items").GetProperty("properties"))
            .ShouldBe(Names(typeof(RuleEntry)), ignoreOrder: true);
        Names(properties.GetProperty("publish").GetProperty("properties")).ShouldBe(Names(typeof(PublishSection)), ignoreOrder: true);
        Names(properties.GetProperty("accepted").GetProperty("items").GetProperty("properties"))
            .ShouldBe(Names(typeof(AcceptedEntry)), ignoreOrder: true);
    }

    [Fact]
    public void The_configuration_in_the_readme_is_one_that_the_tool_takes()
    {
        using var folder = new TemporaryFolder();
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var start = readme.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        folder.Write("perfgate.json", readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);

        var content = ConfigurationReader.Load(null, folder.Path).Content;

        content.Rules!.Count.ShouldBe(2);
        content.Accepted!.Count.ShouldBe(1);
    }

    [Fact]
    public void Every_variable_that_is_read_is_described()
    {
        using var folder = new TemporaryFolder();
        var variables = new Asked();

        Settings.Resolve(new CommandLineValues(), variables, ConfigurationReader.Load(null, folder.Path), folder.Path);

        var described = Regex.Matches(Page, "`(?<name>[A-Z_]{4,})`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal);
        variables.Names.Count.ShouldBeGreaterThan(15);
        described.ShouldBe([.. variables.Names, .. Elsewhere], ignoreOrder: true);
    }

    private static IEnumerable<string> Names(JsonElement properties) => properties.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    private static IEnumerable<string> Paths(JsonElement schema, string prefix)
    {
        if (schema.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out _)) return Paths(items, prefix + "[]");
        if (!schema.TryGetProperty("properties", out var properties)) return [prefix];
        var inside = properties.EnumerateObject()
            .SelectMany(property => Paths(property.Value, prefix.Length == 0 ? property.Name : $"{prefix}.{property.Name}"));
        return prefix.EndsWith("[]", StringComparison.Ordinal) ? inside.Prepend(prefix[..^2]) : inside;
    }

    /// <summary>An empty environment that remembers what it was asked for.</summary>
    private sealed class Asked : IReadOnlyDictionary<string, string>
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public int Count => 0;

        public IEnumerable<string> Keys => [];

        public IEnumerable<string> Values => [];

        public string this[string key] => throw new KeyNotFoundException(key);

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
        {
            Names.Add(key);
            value = null;
            return false;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
            Enumerable.Empty<KeyValuePair<string, string>>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
