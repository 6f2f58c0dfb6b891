using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests.Build;

/// <summary>A library with one target framework, to which the package was added as a user adds it. It is restored and built once.</summary>
internal sealed record SingleLibrary(Consumer Consumer, Transcript Added, Transcript FirstBuild)
{
    public const string Project = "Shop & Söhne.csproj";

    public static async Task<SingleLibrary> CreateAsync(SealedRoot root)
    {
        var consumer = new Consumer(root, "single (with) spaces & ümläuts 测试").WriteLibrary(Project, items: "");
        var added = await consumer.DotNetAsync("add", "package", "PerfGate.MSBuild", "--version", PackedPackages.Version);
        return new SingleLibrary(consumer, added, await consumer.DotNetAsync("build", "-v:normal"));
    }

    /// <summary>The state after the first build, with current results of so many bytes.</summary>
    public Consumer With(int bytes)
    {
        File.Delete(Consumer[$"obj/{Project}.perfgate.stamp"]);
        File.Delete(Consumer[$"obj/{Project}.perfgate.log"]);
        return Consumer.Write("results/current.json", SampleResults.Allocating(bytes));
    }
}
