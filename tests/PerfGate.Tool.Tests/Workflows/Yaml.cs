using YamlDotNet.RepresentationModel;

namespace PerfGate.Tool.Tests.Workflows;

/// <summary>YAML as the tests of workflows read it: by paths of keys.</summary>
internal static class Yaml
{
    public static YamlMappingNode Load(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.ShouldHaveSingleItem().RootNode;
    }

    public static YamlNode? At(this YamlNode node, params string[] path) =>
        path.Aggregate<string,
            YamlNode?>(node, (at, key) => at is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null);

    public static string? Text(this YamlNode node, params string[] path) => (node.At(path) as YamlScalarNode)?.Value;

    public static IReadOnlyDictionary<string, YamlNode> Entries(this YamlNode node, params string[] path) =>
        node.At(path) is YamlMappingNode map ? map.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => pair.Value)
            : [];

    public static IReadOnlyList<YamlNode> Items(this YamlNode node, params string[] path) =>
        node.At(path) is YamlSequenceNode list ? [.. list.Children] : [];
}
