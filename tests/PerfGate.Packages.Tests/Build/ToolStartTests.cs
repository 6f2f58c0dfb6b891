using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests.Build;

/// <summary>What reaches the tool, and what becomes of a tool that does not do its work.</summary>
[Collection(LibraryTests.Name)]
public sealed class ToolStartTests(PackedLibrary packages) : SealedTest(packages)
{
    private SingleLibrary Library { get; } = packages.Library;

    [Fact]
    public Task Every_argument_arrives_as_it_was_written() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Base).Write(
            "Arguments.props",
            """
            <Project>
              <ItemGroup>
                <PerfGateArguments Include="--config" />
                <PerfGateArguments Include="a &quot;b c&quot; 'd' $e %25f %2A %3B ünï\" />
              </ItemGroup>
            </Project>
            """);

        var gate = await consumer.GateAsync("-p:CustomBeforeMicrosoftCommonTargets=" + consumer["Arguments.props"]);

        gate.ShouldEndWith(1).ShouldSay("PG1007").With("a \"b c\" 'd' $e %f * ; ünï").ShouldNotBeEmpty(gate.Text);
    });

    [Fact]
    public Task Configuration_and_reports_are_handed_over() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Critical).Write("gate rules.json", """{ "gate": { "failOn": "never" } }""");

        var gate = await consumer.GateAsync("-p:PerfGateConfig=gate rules.json",
            "-p:PerfGateReport=json=out/répört 1.json%3Bjunit=out/two.xml");

        gate.ShouldEndWith(0).ShouldSay("warning PG0003");
        File.ReadAllText(consumer["out/répört 1.json"]).ShouldContain("\"critical\"");
        File.ReadAllText(consumer["out/two.xml"]).ShouldContain("<testsuites");
    });

    [Fact]
    public Task Without_a_recorded_baseline_a_message_says_how_to_record_one() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Base);
        consumer.Write(".gitignore", "bin/\nobj/\nlogs/\n");
        await consumer.CommitAsync();
        await consumer.GitAsync("commit", "--quiet", "--allow-empty", "--message", "second");

        var gate = await consumer.GateAsync("-p:PerfGateBaseline=", "-warnaserror");

        gate.ShouldEndWith(0).ShouldSay("message PG3003").ShouldSay("baseline update").ShouldNotSay("error PG");
        (await consumer.GateAsync("-p:PerfGateBaseline=no-such-branch")).ShouldEndWith(1).ShouldSay("error PG1008");
    });

    [Fact]
    public Task Results_that_are_not_there_are_an_error() => ProveAsync(Library.Consumer, async () =>
    {
        var gate = await Library.With(SampleResults.Base).GateAsync("-p:PerfGateResults=nowhere");

        gate.ShouldEndWith(1).ShouldSay($"{SingleLibrary.Project} : error PG2003:").ShouldNotSay("PG9002");
    });

    [Fact]
    public Task A_tool_that_crashes_is_an_error_of_its_own_with_its_log() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Base);
        var packed = Path.Combine(Packages.Root["cache"], "perfgate.msbuild", PackedPackages.Version, "tools", "net10.0");
        Directory.CreateDirectory(consumer["broken"]);
        foreach (var file in Directory.EnumerateFiles(packed)
            .Where(file => !file.EndsWith("System.CommandLine.dll", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(consumer["broken"], Path.GetFileName(file)), overwrite: true);

        var gate = await consumer.GateAsync("-p:PerfGateTool=" + Path.Combine(consumer["broken"], "PerfGate.Tool.dll"));

        var log = consumer[$"obj/{SingleLibrary.Project}.perfgate.log"];
        gate.ShouldEndWith(1).ShouldSay("error PG9002: PerfGate ended unexpectedly with exit code")
            .ShouldSay($"All of its output is in {log}");
        File.ReadAllText(log).ShouldContain("System.CommandLine");
    });

    [Fact]
    public Task A_tool_that_is_not_there_and_a_command_that_is_none_are_named() => ProveAsync(Library.Consumer, async () =>
    {
        var consumer = Library.With(SampleResults.Base);

        (await consumer.GateAsync("-p:PerfGateTool=/nowhere/PerfGate.Tool.dll")).ShouldEndWith(1).ShouldSay("error PG9003");
        (await consumer.GateAsync("-p:PerfGateCommand=measure")).ShouldEndWith(1).ShouldSay("error PG9004: PerfGateCommand is 'measure'");
    });
}
