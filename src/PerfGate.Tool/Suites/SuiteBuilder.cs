using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PerfGate.Tool.Suites;

/// <summary>What a build made.</summary>
/// <param name="Assembly">Absolute path of the project's assembly.</param>
/// <param name="Framework">Its target framework.</param>
/// <param name="IsProgram">Whether the assembly can be started.</param>
/// <param name="HasSeveralFrameworks">Whether the framework has to be named to build just this.</param>
internal sealed record BuildOutput(string Assembly, string Framework, bool IsProgram, bool HasSeveralFrameworks)
{
    /// <summary>Digest of all files beside it: assemblies, native libraries, settings of the runtime, data.</summary>
    public string Fingerprint()
    {
        var folder = Path.GetDirectoryName(Assembly)!;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FilesBelow(folder).Order(StringComparer.Ordinal))
        {
            using var content = File.OpenRead(file);
            digest.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file).Replace('\\', '/')));
            digest.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> FilesBelow(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (var child in Directory.EnumerateDirectories(folder).Where(IsBuilt))
        {
            foreach (var file in FilesBelow(child)) yield return file;
        }
    }

    // BenchmarkDotNet writes results there, and projects of its own that stay when it is interrupted.
    private static bool IsBuilt(string folder) =>
        Path.GetFileName(folder) is var name
        && !name.StartsWith('.')
        && !string.Equals(name, "BenchmarkDotNet.Artifacts", StringComparison.Ordinal)
        && new DirectoryInfo(folder).LinkTarget is null
        && !Directory.EnumerateFiles(folder, "*.csproj").Any();
}

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
