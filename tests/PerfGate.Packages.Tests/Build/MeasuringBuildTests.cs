using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests.Build;

/// <summary>Builds that measure: the real tool, real BenchmarkDotNet processes.</summary>
[Collection(MeasuringTests.Name)]
public sealed class MeasuringBuildTests(PackedPackages packages) : SealedTest(packages)
{
    private const string Measuring =
        "<PerfGateOnBuild>true</PerfGateOnBuild><PerfGateCommand>check</PerfGateCommand><PerfGateBaseline>HEAD</PerfGateBaseline>";
    private const string Small = "public byte[] Make() => new byte[100];";

    [Fact]
    public async Task A_check_in_a_build_finds_new_allocations_and_its_own_builds_do_not_check_again()
    {
        var consumer = await NewConsumer().WriteBenchmarkProjectAsync(Small, Measuring, Consumer.PackageReference);
        await ProveAsync(consumer, async () =>
        {
            consumer.WriteBenchmark("public byte[] Make() => new byte[400];");

            var build = await consumer.DotNetAsync("build", "bench");

            build.ShouldEndWith(1).With("error PG0003").ShouldHaveSingleItem()
                .ShouldStartWith($"{consumer["bench/Work.cs"]}(7): error PG0003: Work.Make: critical regression of allocated");
            build.Lines.Count(line => line.Contains("PerfGate: FAIL", StringComparison.Ordinal)).ShouldBe(1, build.Text);
            build.ShouldSay(": building base").ShouldSay("Work.Make (");
        });
    }

    [Fact]
    public async Task A_cancelled_build_ends_the_tool_and_its_children()
    {
        var consumer = await NewConsumer().WriteBenchmarkProjectAsync(
            "public void Sleep() { System.IO.File.WriteAllText(System.Environment.GetEnvironmentVariable(\"STARTED\")!, "
            + "System.Environment.ProcessId.ToString()); System.Threading.Thread.Sleep(200); }",
            Measuring,
            Consumer.PackageReference);
        await ProveAsync(consumer, async () =>
        {
            var started = consumer["obj/started"];
            Directory.CreateDirectory(consumer["obj"]);
            using var build = new RunningBuild(consumer, started);
            var suite = await build.WaitForSuiteAsync();

            await build.InterruptAsync();

            (await build.EndAsync()).ShouldNotSay("error PG");
            RunningBuild.IsRunning(suite).ShouldBeFalse();
            (await consumer.GitAsync("worktree", "list")).Lines.Count.ShouldBe(1, "the tool had the time to clean up");
        });
    }
}
