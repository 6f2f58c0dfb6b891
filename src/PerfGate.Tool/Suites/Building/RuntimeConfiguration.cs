using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfGate.Tool.Suites.Building;

/// <summary>
/// The settings of a program's runtime that stand beside it: garbage collection, tiered compilation and the like. The host runs a suite's
/// code, so it runs it with the suite's settings.
/// </summary>
internal static class RuntimeConfiguration
{
    private const string Options = "runtimeOptions";
    private const string Properties = "configProperties";

    /// <summary>Gives a program the settings of another one; nothing changes when that one has none.</summary>
    public static void TakeSettings(string fromAssembly, string toAssembly)
    {
        if (Read(PathOf(fromAssembly))?[Options]?[Properties] is not JsonObject settings) return;
        var path = PathOf(toAssembly);
        if (Read(path) is not { } configuration || configuration[Options] is not JsonObject options) return;
        if (options[Properties] is not JsonObject own) options[Properties] = own = [];
        foreach (var (name, value) in settings) own[name] = value?.DeepClone();
        File.WriteAllText(path, configuration.ToJsonString());
    }

    private static string PathOf(string assembly) => Path.ChangeExtension(assembly, ".runtimeconfig.json");

    private static JsonNode? Read(string path)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path), documentOptions: options) : null;
        }
        catch (JsonException)
        {
            // The runtime will say what is wrong with it.
            return null;
        }
    }
}
