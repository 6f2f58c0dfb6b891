using System.Globalization;

namespace PerfGate.Packages.Tests.Sealed;

/// <summary>A project that uses the packages, as a user would write it, and the commands that a user would run in it.</summary>
internal sealed class Consumer(SealedRoot root, string folder)
{
    public const string PackageReference = $"""<PackageReference Include="PerfGate.MSBuild" Version="{PackedPackages.Version}" />""";

    private readonly List<Transcript> _transcripts = [];

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(root.Folder, folder)).FullName;

    public IReadOnlyList<Transcript> Transcripts => _transcripts;

    public SealedRoot Root => root;

    public string this[string name] => Path.Combine(Folder, name);

    public Consumer Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        return this;
    }

    /// <summary>A library with a benchmark in its fifth line, and base results.</summary>
    public Consumer WriteLibrary(string name, string properties = "", string items = PackageReference,
        string framework = "<TargetFramework>net10.0</TargetFramework>")
    {
        var path = Path.GetDirectoryName(name) is { Length: > 0 } inside ? inside + "/" : "";
        Write($"{path}Checkout.cs", "namespace Shop\n{\n    public class Checkout\n    {\n        public void Pay() { }\n    }\n}\n");
        Write($"{path}results/base.json", SampleResults.Allocating(SampleResults.Base));
        Write($"{path}results/current.json", SampleResults.Allocating(SampleResults.Base));
        return Write(
            name,
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {framework}
                <PerfGateResults>results/current.json</PerfGateResults>
                <PerfGateBaseline>results/base.json</PerfGateBaseline>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Runs <c>dotnet</c> here, with a binary log where it builds.</summary>
    public async Task<Transcript> DotNetAsync(params string[] arguments)
    {
        string[] log = arguments[0] is "build" ? [$"-bl:{BinaryLog(_transcripts.Count)}"] : [];
        return Keep(await root.RunAsync(SealedRoot.DotNet, Folder, [.. arguments, .. log]));
    }

    /// <summary>Builds without restoring, as a CI system does in a later step.</summary>
    public Task<Transcript> BuildAsync(params string[] arguments) => DotNetAsync(["build", "--no-restore", .. arguments]);

    /// <summary>Asks for the gate alone.</summary>
    public Task<Transcript> GateAsync(params string[] arguments) => BuildAsync(["-t:PerfGateCheck", .. arguments]);

    public async Task<Transcript> GitAsync(params string[] arguments)
    {
        string[] identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false"];
        return Keep(await root.RunAsync("git", Folder, [.. identity, .. arguments])).ShouldEndWith(0);
    }

    public async Task CommitAsync()
    {
        if (!Directory.Exists(this[".git"])) await GitAsync("init", "--quiet", "--initial-branch=main");
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", "state");
    }

    public Transcript Keep(Transcript transcript)
    {
        _transcripts.Add(transcript);
        return transcript;
    }

    /// <summary>The binary log of a command, by its place among all that were run here.</summary>
    public string BinaryLog(int index) => this[string.Create(CultureInfo.InvariantCulture, $"logs/{index}.binlog")];
}
