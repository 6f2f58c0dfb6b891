using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Suites.Building;

/// <summary>Builds a benchmark project in Release, once.</summary>
internal static class SuiteBuilder
{
    /// <summary>Finds what building the project will make.</summary>
    /// <exception cref="SuiteFailedException">It cannot be evaluated.</exception>
    public static async Task<BuildOutput> EvaluateAsync(
        SuiteProject project, string? framework, SuiteLog log, CancellationToken cancellationToken)
    {
        var properties = await PropertiesAsync(project, framework, log, cancellationToken);
        if (properties.TargetFramework.Length == 0)
        {
            properties = await PropertiesAsync(project, Newest(properties.TargetFrameworks), log, cancellationToken);
        }

        var isProgram = !string.Equals(properties.OutputType, "Library", StringComparison.OrdinalIgnoreCase);
        return new BuildOutput(properties.TargetPath, properties.TargetFramework, isProgram, properties.TargetFrameworks.Length > 0);
    }

    /// <summary>Builds a project whose output is known.</summary>
    /// <param name="project">The project.</param>
    /// <param name="folder">Where the build is started: the global.json above it names the SDK.</param>
    /// <param name="framework">Target framework; null for what the project says.</param>
    /// <param name="log">Where the build's output goes.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="SuiteFailedException">It does not build.</exception>
    public static async Task CompileAsync(
        SuiteProject project, string folder, string? framework, SuiteLog log, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "build", project.Path, "-c", "Release", "-nologo", "-v:minimal", "-nodeReuse:false",
            "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false", "-p:NuGetAudit=false",
        ];
        if (framework is not null) arguments.AddRange(["-f", framework]);
        var build = await DotNetCommand.RunAsync(arguments, folder, log.WriteLine, cancellationToken);
        if (build.ExitCode != 0)
        {
            throw new SuiteFailedException(log.Failure(
                project.Name, ErrorCode.SuiteDoesNotBuild, $"{project.Path} does not build in Release"));
        }
    }

    private static async Task<Properties> PropertiesAsync(
        SuiteProject project, string? framework, SuiteLog log, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "msbuild", project.Path, "-nologo", "-p:Configuration=Release", "-nodeReuse:false",
            "-getProperty:TargetFramework", "-getProperty:TargetFrameworks", "-getProperty:TargetPath", "-getProperty:OutputType",
        ];
        if (framework is not null) arguments.Add($"-p:TargetFramework={framework}");
        var evaluation = await DotNetCommand.RunAsync(arguments, project.Folder, onLine: null, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(evaluation.Text);
            var values = json.RootElement.GetProperty("Properties");
            string Value(string name) => values.GetProperty(name).GetString() ?? "";
            return new Properties(Value("TargetFramework"), Value("TargetFrameworks"), Value("TargetPath"), Value("OutputType"));
        }
        catch (JsonException)
        {
            foreach (var line in (evaluation.Text + evaluation.StandardError).Split('\n')) log.WriteLine(line);
            throw new SuiteFailedException(log.Failure(project.Name, ErrorCode.SuiteDoesNotBuild, $"{project.Path} cannot be evaluated"));
        }
    }

    // net8.0;net10.0;net48 → net10.0: the newest .NET, which the running SDK can build. The user may name another with --framework.
    public static string? Newest(string frameworks) => frameworks
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .OrderByDescending(VersionOf)
        .FirstOrDefault();

    private static Version VersionOf(string name) =>
        name.StartsWith("net", StringComparison.Ordinal) && Version.TryParse(name[3..].Split('-')[0], out var version)
            ? version
            : new Version(0, 0);

    private sealed record Properties(string TargetFramework, string TargetFrameworks, string TargetPath, string OutputType);
}
