using System.Text.Json;
using PerfGate.Tool.Processes;

namespace PerfGate.Packages.Tests.Sealed;

/// <summary>The packages as a release packs them, and a root sealed off from everything else to use them in.</summary>
internal sealed class Packing : IDisposable
{
    private static readonly string[] Names = ["PerfGate.Analysis", "PerfGate.Tool", "PerfGate.MSBuild"];

    // Below the repository, as in a release: what a build generates lies below its sources then.
    private readonly string _artifacts = Path.Combine(PackedPackages.Repository, "artifacts", Path.GetRandomFileName());

    public SealedRoot Root { get; } = new();

    public string Folder => Path.Combine(_artifacts, "package", "release");

    public static async Task<Packing> CreateAsync()
    {
        var packing = new Packing();
        await packing.PackAsync();
        foreach (var package in Directory.EnumerateFiles(packing.Folder))
            File.Copy(package, Path.Combine(packing.Root.Feed, Path.GetFileName(package)));
        return packing;
    }

    /// <summary>Packs the three packages as a release does, away from the folders of other builds and from nothing.</summary>
    public async Task PackAsync()
    {
        if (Directory.Exists(_artifacts)) Directory.Delete(_artifacts, recursive: true);
        var filter = Root["packages.slnf"];
        var projects = Names.Select(project => $@"src\{project}\{project}.csproj");
        await File.WriteAllTextAsync(filter,
            JsonSerializer.Serialize(new { solution = new { path = Path.Combine(PackedPackages.Repository, "PerfGate.sln"), projects } }));
        string[] arguments =
        [
            "pack", filter, "-c", "Release", "--artifacts-path", _artifacts, $"-p:Version={PackedPackages.Version}",
            "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false", "-p:NuGetAudit=false",
        ];
        var environment = Root.Variables.Where(variable => variable.Key is not ("NUGET_PACKAGES" or "HOME" or "USERPROFILE"))
            .ToDictionary();
        var pack = new ProcessSpec(SealedRoot.DotNet, arguments) { WorkingDirectory = PackedPackages.Repository, Environment = environment };
        var output = await ProcessRunner.RunAsync(pack, CancellationToken.None);
        output.ExitCode.ShouldBe(0, output.Text + output.StandardError);
    }

    public void Dispose()
    {
        Root.Dispose();
        if (Directory.Exists(_artifacts)) Directory.Delete(_artifacts, recursive: true);
    }
}
