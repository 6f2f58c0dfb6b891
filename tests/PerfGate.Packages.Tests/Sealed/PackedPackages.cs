using System.Text.Json;
using PerfGate.Packages.Tests.Build;
using PerfGate.Tool.Processes;

namespace PerfGate.Packages.Tests.Sealed;

/// <summary>Packs once, and gives every test the same sealed root.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Version = "0.7.1-proof";

    private static readonly string[] Names = ["PerfGate.Analysis", "PerfGate.Tool", "PerfGate.MSBuild"];

    internal SealedRoot Root { get; } = new();

    /// <summary>Folder of the packages as they were packed.</summary>
    internal string Packed { get; private set; } = "";

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
        Packed = await PackAsync("packed");
        foreach (var package in Directory.EnumerateFiles(Packed)) File.Copy(package, Path.Combine(Root.Feed, Path.GetFileName(package)));
        Library = await SingleLibrary.CreateAsync(Root);
    }

    public Task DisposeAsync()
    {
        Root.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Packs the three packages as a release does, away from the folders of other builds, and returns where they are.</summary>
    internal async Task<string> PackAsync(string name)
    {
        var artifacts = Root[name];
        var filter = Root[name + ".slnf"];
        var projects = Names.Select(project => $@"src\{project}\{project}.csproj");
        await File.WriteAllTextAsync(filter, JsonSerializer.Serialize(new { solution = new { path = Path.Combine(Repository, "PerfGate.sln"), projects } }));
        string[] arguments =
        [
            "pack", filter, "-c", "Release", "--artifacts-path", artifacts, $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false", "-p:NuGetAudit=false",
        ];
        var environment = Root.Variables.Where(variable => variable.Key is not ("NUGET_PACKAGES" or "HOME" or "USERPROFILE")).ToDictionary();
        var output = await ProcessRunner.RunAsync(new ProcessSpec(SealedRoot.DotNet, arguments) { WorkingDirectory = Repository, Environment = environment }, CancellationToken.None);
        output.ExitCode.ShouldBe(0, output.Text + output.StandardError);
        return Path.Combine(artifacts, "package", "release");
    }
}

[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackedPackages>
{
    public const string Name = "packages";
}
