using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests;

[Collection(MeasuringTests.Name)]
public sealed class ToolPackageTests(PackedPackages packages) : SealedTest(packages)
{
    [Fact]
    public Task Installed_for_a_machine_it_starts_by_its_name()
    {
        var consumer = NewConsumer();
        return ProveAsync(consumer, async () =>
        {
            (await consumer.DotNetAsync("tool", "install", "PerfGate.Tool", "--version", PackedPackages.Version, "--tool-path",
                consumer["my tools"])).ShouldEndWith(0);
            consumer.Write("base.json", SampleResults.Allocating(SampleResults.Base))
                .Write("worse.json", SampleResults.Allocating(SampleResults.Major));

            var program = consumer["my tools/dotnet-perfgate" + (OperatingSystem.IsWindows() ? ".exe" : "")];
            var compared = consumer.Keep(await consumer.Root.RunAsync(program, consumer.Folder, ["compare", "base.json", "worse.json"]));

            compared.ShouldEndWith(1).ShouldSay("1 major regression");
        });
    }

    [Fact]
    public async Task As_a_local_tool_it_checks_a_repository()
    {
        var consumer = await NewConsumer().WriteBenchmarkProjectAsync("public byte[] Make() => new byte[100];");
        await ProveAsync(consumer, async () =>
        {
            (await consumer.DotNetAsync("new", "tool-manifest")).ShouldEndWith(0);
            (await consumer.DotNetAsync("tool", "install", "PerfGate.Tool", "--version", PackedPackages.Version)).ShouldEndWith(0);
            await consumer.CommitAsync();

            consumer.WriteBenchmark("public byte[] Make() => new byte[400];");
            (await consumer.DotNetAsync("perfgate", "check", "--against", "HEAD")).ShouldEndWith(1)
                .ShouldSay("base: commit").ShouldSay("Work.Make").ShouldSay("critical");

            // What was measured of both sides is kept; a side against itself passes.
            const string Kept = ".perfgate/results/base.json";
            (await consumer.DotNetAsync("perfgate", "compare", Kept, Kept)).ShouldEndWith(0);
        });
    }
}
