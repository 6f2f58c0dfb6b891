using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Suites.Revisions;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>What is known of a build without building.</summary>
public sealed class SuiteBuildTests
{
    [Theory]
    [InlineData("Shop.Cart.Total", true)]
    [InlineData("Shop.Map<Int32, String>.Get", true)]
    [InlineData("Shop.Map<Int32, List<String>>.Get", true)]
    [InlineData("Hello from a program. It measures.", false)]
    [InlineData("Hello, world.", false)]
    [InlineData("Usage: Bench <file. name>", false)]
    [InlineData("// Validating.benchmarks", false)]
    [InlineData("Total", false)]
    [InlineData("", false)]
    public void A_listed_name_is_one_word_but_for_its_type_arguments(string line, bool isName) => SuiteProbe.IsName(line).ShouldBe(isName);

    [Fact]
    public void Whatever_is_built_tells_two_builds_apart()
    {
        using var folder = new TemporaryFolder();
        var output = new BuildOutput(folder.Write("out/Bench.dll", "code"), "net10.0", IsProgram: true, HasSeveralFrameworks: false);
        folder.Write("out/Bench.runtimeconfig.json", "{}");
        folder.Write("out/runtimes/linux-x64/native/library.so", "native");
        var first = output.Fingerprint();

        // BenchmarkDotNet's own projects and results stay there when it is interrupted.
        folder.Write("out/Job-1/Job.csproj", "<Project />");
        folder.Write("out/Job-1/bin/Job.dll", "code");
        folder.Write("out/BenchmarkDotNet.Artifacts/run.log", "log");
        output.Fingerprint().ShouldBe(first);

        folder.Write("out/runtimes/linux-x64/native/library.so", "another");
        var second = output.Fingerprint();
        second.ShouldNotBe(first);
        folder.Write("out/Bench.runtimeconfig.json", """{ "runtimeOptions": {} }""");
        output.Fingerprint().ShouldNotBe(second);
    }

    [Fact]
    public void A_host_of_another_SDK_is_another_one() =>
        HostCache.Key("tree", "bench/Bench.csproj", framework: null, "10.0.100")
            .ShouldNotBe(HostCache.Key("tree", "bench/Bench.csproj", framework: null, "10.0.200"));

    [Fact]
    public void What_is_built_and_measured_does_not_get_the_token() =>
        DotNetCommand.Spec("dotnet", [], ".").Environment["PERFGATE_GITHUB_TOKEN"].ShouldBeNull();
}
