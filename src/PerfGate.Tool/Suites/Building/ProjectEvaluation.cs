using System.Text.Json;

namespace PerfGate.Tool.Suites.Building;

/// <summary>What MSBuild knows of a benchmark project without building it.</summary>
/// <param name="Framework">The target framework: its only one, or the newest .NET of several.</param>
/// <param name="Frameworks">All of them where it has several, else empty.</param>
/// <param name="TargetPath">Absolute path of its assembly; empty while one of several frameworks has to be chosen.</param>
/// <param name="OutputType"><c>Exe</c>, <c>Library</c>.</param>
/// <param name="BenchmarkDotNet">
/// Version of BenchmarkDotNet that it references, empty where it names none; null where it references none itself.
/// </param>
/// <param name="Compilers">Folder of the compilers; empty where it is not known.</param>
internal sealed record ProjectEvaluation(
    string Framework, string Frameworks, string TargetPath, string OutputType, string? BenchmarkDotNet, string Compilers)
{
    /// <summary>Asks MSBuild.</summary>
    /// <param name="project">The project.</param>
    /// <param name="framework">Target framework; null for what the project says.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The project, or null where it cannot be evaluated; and all that MSBuild printed.</returns>
    public static async Task<(ProjectEvaluation? Project, string Printed)> AskAsync(
        SuiteProject project, string? framework, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "msbuild", project.Path, "-nologo", "-p:Configuration=Release", "-nodeReuse:false",
            "-getProperty:TargetFramework", "-getProperty:TargetFrameworks", "-getProperty:TargetPath", "-getProperty:OutputType",
            "-getProperty:RoslynTargetsPath",
            "-getItem:PackageReference", "-getItem:PackageVersion",
        ];
        if (framework is not null) arguments.Add($"-p:TargetFramework={framework}");
        var output = await DotNetCommand.RunAsync(arguments, project.Folder, onLine: null, cancellationToken);
        return (Parse(output.Text), output.Text + output.StandardError);
    }

    /// <summary>Reads what <c>dotnet msbuild</c> prints for <c>-getProperty</c> and <c>-getItem</c>; null when that is no answer.</summary>
    public static ProjectEvaluation? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var properties = json.RootElement.GetProperty("Properties");
            var items = json.RootElement.GetProperty("Items");
            string Property(string name) => properties.GetProperty(name).GetString() ?? "";
            var (single, several) = (Property("TargetFramework"), Property("TargetFrameworks"));
            var version = Version("PackageReference");
            return new ProjectEvaluation(
                single.Length > 0 ? single : Newest(several) ?? "",
                several,
                single.Length > 0 || several.Length == 0 ? Property("TargetPath") : "",
                Property("OutputType"),
                version is "" ? Version("PackageVersion") ?? "" : version,
                Property("RoslynTargetsPath"));

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
    public bool CanTakeTurns => VersionOf(Framework).Major >= 6;

    // net8.0;net10.0;net48 → net10.0: the newest .NET, which the running SDK can build. The user may name another with --framework.
    private static string? Newest(string frameworks) => frameworks
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .OrderByDescending(VersionOf)
        .FirstOrDefault();

    private static Version VersionOf(string name) =>
        name.StartsWith("net", StringComparison.Ordinal) && Version.TryParse(name[3..].Split('-')[0], out var version)
            ? version
            : new Version(0, 0);
}
