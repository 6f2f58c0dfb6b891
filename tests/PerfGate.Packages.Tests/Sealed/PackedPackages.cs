using System.Text.Json;
using PerfGate.Packages.Tests.Build;
using PerfGate.Tool.Processes;

namespace PerfGate.Packages.Tests.Sealed;

/// <summary>Packs once, and gives every test the same sealed root.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Version = "0.7.1-proof";

    private static readonly string[] Names = ["PerfGate.Analysis", "PerfGate.Tool", "PerfGate.MSBuild"];

    // Below the repository, as in a release: what a build generates lies below its sources then.
    private readonly string _artifacts = Path.Combine(Repository, "artifacts", Path.GetRandomFileName());

    internal SealedRoot Root { get; } = new();

    /// <summary>Folder of the packages as they were packed.</summary>
    internal string Packed => Path.Combine(_artifacts, "package", "release");

    /// <summary>A consumer that is restored and built.</summary>
    internal SingleLibrary Library { get; private set; } = null!;

    internal static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PerfGate.sln"))) folder = folder.Parent;
            return folder.ShouldNotBeNull("no PerfGate.sln above the tests").FullName;
        }
    }

    public async Task InitializeAsync()
    {
        await PackAsync();
        foreach (var package in Directory.EnumerateFiles(Packed)) File.Copy(package, Path.Combine(Root.Feed, Path.GetFileName(package)));
        Library = await SingleLibrary.CreateAsync(Root);
    }

    public Task DisposeAsync()
    {
        Root.Dispose();
        if (Directory.Exists(_artifacts)) Directory.Delete(_artifacts, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Packs the three packages as a release does, away from the folders of other builds and from nothing.</summary>
    internal async Task PackAsync()
    {
        if (Directory.Exists(_artifacts)) Directory.Delete(_artifacts, recursive: true);
        var filter = Root["packages.slnf"];
        var projects = Names.Select(project => $@"src\{project}\{project}.csproj");
        await File.WriteAllTextAsync(filter,
            JsonSerializer.Serialize(new { solution = new { path = Path.Combine(Repository, "PerfGate.sln"), projects } }));
        string[] arguments =
        [
            "pack", filter, "-c", "Release", "--artifacts-path", _artifacts, $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true",
            "-p:RunAnalyzers=false", "-p:NuGetAudit=false",
        ];
        var environment = Root.Variables.Where(variable => variable.Key is not ("NUGET_PACKAGES" or "HOME" or "USERPROFILE"))
            .ToDictionary();
        var pack = new ProcessSpec(SealedRoot.DotNet, arguments) { WorkingDirectory = Repository, Environment = environment };
        var output = await ProcessRunner.RunAsync(pack, CancellationToken.None);
        output.ExitCode.ShouldBe(0, output.Text + output.StandardError);
    }
}

[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackedPackages>
{
    public const string Name = "packages";
}
