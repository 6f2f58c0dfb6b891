using System.Reflection;
using PerfGate.Tool.Processes;

namespace PerfGate.Packages.Tests.Sealed;

/// <summary>
/// A folder that nothing of this repository reaches into, with a package source, a package cache and a home of its own. Its name has spaces
/// and letters beyond ASCII, so that every case proves those too.
/// </summary>
internal sealed class SealedRoot : IDisposable
{
    private const string NuGetConfiguration =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="cache" />
          </config>
          <packageSources>
            <clear />
            <add key="packed" value="feed" />
            <add key="third party" value="{0}" />
          </packageSources>
          <fallbackPackageFolders>
            <clear />
          </fallbackPackageFolders>
          <auditSources>
            <clear />
          </auditSources>
        </configuration>
        """;

    // They would tell a child which MSBuild, configuration or gate runs the tests.
    private static readonly string[] OfTheTests =
        ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "PERFGATE_INSIDE", "CI"];

    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);

    public SealedRoot()
    {
        Directory.CreateDirectory(Feed);
        var home = Directory.CreateDirectory(this["home"]).FullName;
        File.WriteAllText(this["nuget.config"], NuGetConfiguration.Replace("{0}", PackageFolder(), StringComparison.Ordinal));
        File.WriteAllText(this["Directory.Build.props"], "<Project />");
        File.WriteAllText(this["Directory.Build.targets"], "<Project />");
        foreach (var name in OfTheTests) _environment[name] = null;
        foreach (var name in new[] { "HOME", "USERPROFILE", "DOTNET_CLI_HOME" }) _environment[name] = home;
        _environment["NUGET_PACKAGES"] = this["cache"];
        _environment["DOTNET_ROOT"] = Path.GetDirectoryName(DotNet);

        // The compiler process of the build of these tests; Windows could not delete a folder in which it had started one.
        _environment["UseSharedCompilation"] = OperatingSystem.IsWindows() ? "false" : "true";
        foreach (var name in new[] { "MSBUILDDISABLENODEREUSE", "DOTNET_NOLOGO", "DOTNET_CLI_TELEMETRY_OPTOUT" }) _environment[name] = "1";
        foreach (var name in new[] { "DOTNET_CLI_USE_MSBUILD_SERVER", "DOTNET_GENERATE_ASPNET_CERTIFICATE" }) _environment[name] = "false";
        _environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("perfgate päckages 包 ").FullName;

    public string Feed => this["feed"];

    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>The dotnet that runs these tests.</summary>
    public static string DotNet { get; } =
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : Environment.ProcessPath!;

    /// <summary>What a child of this folder is started with.</summary>
    public IReadOnlyDictionary<string, string?> Variables => _environment;

    /// <summary>Runs a program here and keeps all that it prints.</summary>
    public async Task<Transcript> RunAsync(string program, string folder, IEnumerable<string> arguments,
        CancellationToken cancellationToken = default)
    {
        var lines = new List<string>();
        string[] all = [.. arguments];
        var output = await ProcessRunner.RunAsync(
            new ProcessSpec(program, all)
            {
                WorkingDirectory = folder,
                Environment = _environment,
                OnLine = line =>
                {
                    lock (lines) lines.Add(line);
                },
            },
            cancellationToken);
        return new Transcript($"{Path.GetFileName(program)} {string.Join(' ', all)}", output.ExitCode, lines);
    }

    public void Dispose()
    {
        // git makes its objects read-only, which Windows respects when it deletes.
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains(".git", StringComparison.Ordinal)))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Folder, recursive: true);
    }

    private static string PackageFolder() =>
        typeof(SealedRoot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "PackageFolder").Value!;
}
