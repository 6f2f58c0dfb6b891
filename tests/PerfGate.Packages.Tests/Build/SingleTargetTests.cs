using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests.Build;

[Collection(LibraryTests.Name)]
public sealed class SingleTargetTests(PackedLibrary packages) : SealedTest(packages)
{
    private SingleLibrary Library { get; } = packages.Library;

    private const string OnBuild = "-p:PerfGateOnBuild=true";

    [Fact]
    public Task Added_it_does_not_flow_downstream_and_does_nothing_by_itself() => ProveAsync(Library.Consumer, () =>
    {
        Library.Added.ShouldEndWith(0);
        File.ReadAllText(Library.Consumer[SingleLibrary.Project]).ShouldContain("<PrivateAssets>all</PrivateAssets>");
        Library.FirstBuild.ShouldEndWith(0).ShouldNotSay("PerfGate:").ShouldNotSay("RunPerfGate");
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_regression_is_an_error_at_the_line_of_the_benchmark() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Major);

        var gate = await consumer.GateAsync();

        var errors = gate.ShouldEndWith(1).With("error PG0002");
        errors.Count.ShouldBe(1, gate.Text);
        errors[0].ShouldStartWith($"{consumer["Checkout.cs"]}(5): error PG0002: Checkout.Pay: major regression of allocated +30.0 %");
        errors[0].ShouldEndWith($"[{consumer[SingleLibrary.Project]}]");
        gate.ShouldSay("PerfGate: FAIL 1 major regression (fail-on: major)").ShouldNotSay("PG9002").ShouldNotSay("MSB4181");
        File.ReadAllText(consumer[$"obj/{SingleLibrary.Project}.perfgate.log"]).ShouldContain("error PG0002");

        var replayed = await consumer.DotNetAsync("msbuild", consumer.BinaryLog(consumer.Transcripts.Count - 1), "-v:detailed");
        replayed.ShouldSay("Task \"RunPerfGate\"").ShouldSay("error PG0002").ShouldSay("--results results/current.json");
    });

    [Fact]
    public Task After_a_build_it_passes_and_is_skipped_until_something_changes() => ProveAsync(Library.Consumer, async () =>
    {
        const string Skipped = "PerfGate: skipped";
        const string Passed = "PerfGate: PASS no regression in 2 comparisons";
        var consumer = Library.With(SampleResults.Base);

        (await consumer.BuildAsync(OnBuild)).ShouldEndWith(0).ShouldSay(Passed);
        (await consumer.BuildAsync(OnBuild)).ShouldEndWith(0).ShouldSay(Skipped).ShouldNotSay(Passed);
        (await consumer.BuildAsync(OnBuild, "-p:PerfGateFailOn=minor")).ShouldEndWith(0).ShouldSay(Passed);

        // Worse results with the time stamp of an old file must not slip through.
        consumer.Write("results/current.json", SampleResults.Allocating(SampleResults.Critical));
        File.SetLastWriteTimeUtc(consumer["results/current.json"], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        (await consumer.BuildAsync(OnBuild)).ShouldEndWith(1).ShouldSay("error PG0003");
        (await consumer.BuildAsync(OnBuild)).ShouldEndWith(1).ShouldSay("error PG0003");
    });

    [Fact]
    public Task A_configuration_that_only_an_argument_names_is_seen_to_change() => ProveAsync(Library.Consumer, async () =>
    {
        const string Skipped = "PerfGate: skipped";
        var consumer = Library.With(SampleResults.Base).Write("rules.json", "{}").Write(
            "Arguments.props",
            """<Project><ItemGroup><PerfGateArguments Include="--config=rules.json" /></ItemGroup></Project>""");
        string[] build = [OnBuild, "-p:CustomBeforeMicrosoftCommonTargets=" + consumer["Arguments.props"]];

        (await consumer.BuildAsync(build)).ShouldEndWith(0).ShouldNotSay(Skipped);
        (await consumer.BuildAsync(build)).ShouldEndWith(0).ShouldSay(Skipped);
        consumer.Write("rules.json", """{ "gate": { "tolerance": "1%" } }""");
        (await consumer.BuildAsync(build)).ShouldEndWith(0).ShouldNotSay(Skipped);
    });

    [Fact]
    public Task Below_fail_on_it_is_a_warning_that_can_be_raised_and_silenced() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Minor);

        (await consumer.GateAsync("-p:TreatWarningsAsErrors=true")).ShouldEndWith(0)
            .ShouldSay("Checkout.cs(5): warning PG0001: Checkout.Pay: minor regression");
        (await consumer.GateAsync("-p:NoWarn=PG0001")).ShouldEndWith(0).ShouldNotSay("warning PG0001")
            .ShouldSay("PerfGate: PASS 1 minor regression");
        (await consumer.GateAsync("-p:WarningsAsErrors=PG0001")).ShouldEndWith(1).ShouldSay("error PG0001");
        (await consumer.GateAsync("-warnaserror")).ShouldEndWith(1).ShouldSay("error PG0001");
        (await consumer.GateAsync("-p:PerfGateFailOn=minor")).ShouldEndWith(1).ShouldSay("error PG0001");
    });

    [Fact]
    public Task An_error_may_be_let_pass_and_is_still_seen() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Critical);

        (await consumer.BuildAsync(OnBuild, "-p:PerfGateContinueOnError=true")).ShouldEndWith(0).ShouldSay("warning PG0003")
            .ShouldNotSay("error PG0003");
        (await consumer.BuildAsync(OnBuild, "-p:PerfGateContinueOnError=true")).ShouldEndWith(0).ShouldSay("warning PG0003");
    });

    [Fact]
    public Task Noise_is_a_message() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Base).Write("results/current.json", SampleResults.Noisy());

        (await consumer.GateAsync("-warnaserror")).ShouldEndWith(0).ShouldSay("message PG0005: Checkout.Pay: inconclusive of time")
            .ShouldSay("PerfGate: INCONCLUSIVE");
    });

    [Fact]
    public Task An_editor_asks_for_nothing() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Critical);

        (await consumer.BuildAsync(OnBuild, "-p:DesignTimeBuild=true", "-v:normal")).ShouldEndWith(0).ShouldNotSay("PG0003")
            .ShouldNotSay("RunPerfGate");
        (await consumer.GateAsync("-p:DesignTimeBuild=true", "-v:normal")).ShouldEndWith(0).ShouldNotSay("PG0003");
        File.Exists(consumer[$"obj/{SingleLibrary.Project}.perfgate.log"]).ShouldBeFalse();
    });

    [Fact]
    public Task What_does_not_compile_is_not_judged() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Critical).Write("Broken.cs", "this is no C#");
        var build = await consumer.BuildAsync(OnBuild);
        File.Delete(consumer["Broken.cs"]);

        build.ShouldEndWith(1).ShouldSay("error CS").ShouldNotSay("PG0003");
    });
}
