using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests.Build;

[Collection(ContentTests.Name)]
public sealed class SeveralTargetsTests(PackedPackages packages) : SealedTest(packages)
{
    private const string OnBuild = "-p:PerfGateOnBuild=true";
    private const string Verdict = "PerfGate: ";

    [Fact]
    public Task A_project_with_several_frameworks_is_judged_once_in_its_outer_build()
    {
        var consumer = NewConsumer().WriteLibrary("Shop.csproj", framework: "<TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>");
        consumer.Write("results/current.json", SampleResults.Allocating(SampleResults.Minor));
        return ProveAsync(consumer, async () =>
        {
            var first = await consumer.DotNetAsync("build", OnBuild);
            first.ShouldEndWith(0).ShouldSay("Checkout.cs(5): warning PG0001");
            first.Lines.Count(line => line.Contains(Verdict, StringComparison.Ordinal)).ShouldBe(1, first.Text);

            // One framework alone is an inner build: judged when that is asked for by name.
            (await consumer.BuildAsync(OnBuild, "-f", "net10.0")).ShouldEndWith(0).ShouldNotSay(Verdict);
            (await consumer.GateAsync("-f", "net10.0")).ShouldEndWith(0).ShouldSay("warning PG0001");

            (await consumer.GateAsync("-p:NoWarn=PG0001")).ShouldEndWith(0).ShouldNotSay("warning PG0001").ShouldSay(Verdict);
            (await consumer.GateAsync("-p:WarningsAsErrors=PG0001")).ShouldEndWith(1).ShouldSay("error PG0001");
        });
    }

    [Fact]
    public Task In_a_solution_each_project_with_the_package_is_judged_once_and_others_are_not()
    {
        var consumer = NewConsumer();
        foreach (var name in new[] { "One", "Two", "Three" }) consumer.WriteLibrary($"{name}/{name}.csproj");
        consumer.WriteLibrary("Out/Out.csproj", properties: "<PerfGateProject>false</PerfGateProject>");
        consumer.WriteLibrary(
            "Plain/Plain.csproj",
            items: """<ProjectReference Include="../One/One.csproj" /><ProjectReference Include="../Two/Two.csproj" />""");
        consumer.Write("Two/results/current.json", SampleResults.Allocating(SampleResults.Major));
        foreach (var name in new[] { "Out", "Plain" }) consumer.Write($"{name}/results/current.json",
            SampleResults.Allocating(SampleResults.Critical));
        var projects = new[] { "One", "Two", "Three", "Out", "Plain" }.Select(name => $"""<Project Path="{name}/{name}.csproj" />""");
        consumer.Write("All projects.slnx", $"<Solution>{string.Concat(projects)}</Solution>");
        return ProveAsync(consumer, async () =>
        {
            var build = await consumer.DotNetAsync("build", "All projects.slnx", OnBuild, "-m:4");

            build.ShouldEndWith(1).ShouldNotSay("error PG0003");
            build.With("error PG0002").ShouldHaveSingleItem().ShouldStartWith(Path.Combine(consumer.Folder, "Two", "Checkout.cs"));
            build.Lines.Count(line => line.Contains(Verdict, StringComparison.Ordinal)).ShouldBe(3, build.Text);
            File.Exists(consumer["Out/obj/Out.csproj.perfgate.log"]).ShouldBeFalse();

            // A project by its name in the solution.
            (await consumer.BuildAsync("All projects.slnx", "-t:One:PerfGateCheck")).ShouldEndWith(0).ShouldSay("PerfGate: skipped");
        });
    }
}
