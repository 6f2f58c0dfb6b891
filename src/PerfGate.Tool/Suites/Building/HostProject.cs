using PerfGate.Tool.Files;

namespace PerfGate.Tool.Suites.Building;

/// <summary>
/// A generated program around a benchmark project: the sources of PerfGate.Host, compiled against the project's own BenchmarkDotNet. It
/// measures in lockstep, and stands in for a <c>Main</c> that does not listen. It lives in a temporary folder; the user's files stay
/// as they are.
/// </summary>
internal static class HostProject
{
    private const string Name = "PerfGateHost";
    private const string Output = "out";

    // How the sources of PerfGate.Host are named among this assembly's resources.
    private const string SourcePrefix = "PerfGate.Host/";

    /// <summary>Writes and builds the host; returns its program.</summary>
    /// <param name="project">The benchmark project.</param>
    /// <param name="output">What building it made.</param>
    /// <param name="request">What it is prepared for; its folder is a temporary one that outlives the measurement.</param>
    /// <param name="log">Where the build's output goes.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    public static async Task<SuiteProgram> BuildAsync(
        SuiteProject project, BuildOutput output, PreparationRequest request, SuiteLog log, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(request.HostFolder, project.Name)).FullName;
        var host = new SuiteProject(Path.Combine(folder, Name + ".csproj"));

        // Nothing of the surrounding folders may reach the host's build.
        BuildBoundary.Write(host.Folder);
        await WriteSourcesAsync(host.Folder, cancellationToken);
        await File.WriteAllTextAsync(host.Path, Project(project, output.Framework), cancellationToken);

        // The SDK and the package sources are those of the suite, as its own global.json and NuGet configuration name them.
        var compiler = request.Compiler.ArgumentsFor(output.Compilers);
        await SuiteBuilder.CompileAsync(host, project.Folder, framework: null, compiler, log, cancellationToken);
        var assembly = Path.Combine(host.Folder, Output, Name + ".dll");
        RuntimeConfiguration.TakeSettings(output.Assembly, assembly);
        return new SuiteProgram(assembly, [Path.GetFileNameWithoutExtension(output.Assembly)]);
    }

    private static async Task WriteSourcesAsync(string folder, CancellationToken cancellationToken)
    {
        var resources = typeof(HostProject).Assembly;
        foreach (var name in resources.GetManifestResourceNames().Where(name => name.StartsWith(SourcePrefix, StringComparison.Ordinal)))
        {
            await using var source = resources.GetManifestResourceStream(name)!;
            await using var file = File.Create(Path.Combine(folder, name[SourcePrefix.Length..]));
            await source.CopyToAsync(file, cancellationToken);
        }
    }

    private static string Project(SuiteProject project, string framework) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>{MSBuildText.Escape(framework)}</TargetFramework>
            <OutputPath>{Output}/</OutputPath>
            <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
            <LangVersion>latest</LangVersion>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <RollForward>Major</RollForward>
            <RestoreRootConfigDirectory>{MSBuildText.Escape(project.Folder)}</RestoreRootConfigDirectory>
            <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
            <ValidateExecutableReferencesMatchSelfContained>false</ValidateExecutableReferencesMatchSelfContained>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="{MSBuildText.Escape(project.Path)}" />
          </ItemGroup>
        </Project>

        """;
}
