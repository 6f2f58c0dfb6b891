using System.Text.Json;
using PerfGate.Tool.Suites.Building;

namespace PerfGate.Tool.Doctor;

/// <summary>What MSBuild knows of a benchmark project without building it.</summary>
/// <param name="Framework">The target framework that would be measured; empty when unknown.</param>
/// <param name="BenchmarkDotNet">Version of BenchmarkDotNet that it references; null where it references none itself.</param>
internal sealed record EvaluatedProject(string Framework, string? BenchmarkDotNet)
{
    /// <summary>Reads what <c>dotnet msbuild</c> prints for <c>-getProperty</c> and <c>-getItem</c>; null when that is no answer.</summary>
    /// <param name="text">What it printed.</param>
    /// <param name="framework">Target framework that the user asked for.</param>
    public static EvaluatedProject? Parse(string text, string? framework)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var properties = json.RootElement.GetProperty("Properties");
            var items = json.RootElement.GetProperty("Items");
            string Property(string name) => properties.GetProperty(name).GetString() ?? "";
            var own = Property("TargetFramework") is { Length: > 0 } single ? single : SuiteBuilder.Newest(Property("TargetFrameworks"));
            var version = Version("PackageReference");
            return new EvaluatedProject(framework ?? own ?? "", version is "" ? Version("PackageVersion") ?? "" : version);

            string? Version(string kind) => items.GetProperty(kind).EnumerateArray()
                .Where(item => "BenchmarkDotNet".Equals(item.GetProperty("Identity").GetString(), StringComparison.OrdinalIgnoreCase))
                .Select(item => item.TryGetProperty("Version", out var version) ? version.GetString() ?? "" : "")
                .FirstOrDefault();
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the host that takes turns compiles for it: older frameworks do not tell what the JIT has done.</summary>
    public bool CanTakeTurns => Framework.StartsWith("net", StringComparison.Ordinal)
        && Version.TryParse(Framework[3..].Split('-')[0], out var version) && version.Major >= 6;
}
