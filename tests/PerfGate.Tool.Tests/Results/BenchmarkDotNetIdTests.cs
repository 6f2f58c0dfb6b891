using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

public class BenchmarkDotNetIdTests
{
    [Theory]
    [InlineData("DefaultJob", "", ".NET 10.0")]
    [InlineData("Job-ABCDEF(Server=True, IterationCount=3)", "IterationCount=3, Server=True", ".NET 10.0")]
    [InlineData("Job-ABCDEF", "", ".NET 10.0")]
    [InlineData("Mine", "Mine", ".NET 10.0")]
    [InlineData("Mine (old)", "Mine (old)", ".NET 10.0")]
    [InlineData("Mine (old)(Server=True)", "Server=True", ".NET 10.0")]
    [InlineData(".NET 8.0(Runtime=.NET 8.0)", "", ".NET 8.0")]
    [InlineData("Job-ABCDEF(Runtime=.NET Framework 4.8.1, Toolchain=net481)", "Toolchain=net481", ".NET Framework 4.8.1")]
    [InlineData("Job-ABCDEF(Arguments=/p:A=1,/p:B=2, Server=True)", "Arguments=/p:A=1,/p:B=2, Server=True", ".NET 10.0")]
    [InlineData(
        "Job-ABCDEF(EnvironmentVariables=A=x, y=(z) [w],B=1, Runtime=.NET 8.0)",
        "EnvironmentVariables=A=x, y=(z) [w],B=1",
        ".NET 8.0")]
    public void A_job_is_its_characteristics_without_runtime(string job, string expected, string runtime)
    {
        var names = new BenchmarkDotNetNames($"T.M: {job} [A=1]", "N", "T", "M", "M", "A=1", "N.T.M(A: 1)");
        var id = BenchmarkDotNetId.Create(names, ".NET 10.0");
        id.ShouldBe(new BenchmarkId("N", "T", "M", "A=1", expected, runtime));
    }

    [Theory]
    [InlineData("A=1&B=2", "A=1, B=2")]
    [InlineData("A=1&2&B=3", "A=1&2, B=3")]
    [InlineData("A=x, y&B=[z]", "A=x, y, B=[z]")]
    [InlineData("A=: Job-ABCDEF(X=1)", "A=: Job-ABCDEF(X=1)")]
    public void Parameters_are_those_displayed(string parameters, string displayed)
    {
        var names = new BenchmarkDotNetNames($"T.'a: b [c]': DefaultJob [{displayed}]", "", "T", "M", "'a: b [c]'", parameters);
        var id = BenchmarkDotNetId.Create(names, "");
        id.ShouldBe(new BenchmarkId("", "T", "M", displayed));
    }

    [Fact]
    public void Parameters_without_display_text_are_still_an_identity() =>
        BenchmarkDotNetId.Create(new BenchmarkDotNetNames(Type: "T", Method: "M", Parameters: "A=1&B=2"), "")
            .ShouldBe(new BenchmarkId("", "T", "M", "A=1, B=2"));

    [Theory]
    [InlineData("N.Outer+T.M", "N", "Outer+T")]
    [InlineData("A+B+T.M(x: 1)", "", "A+B+T")]
    [InlineData("N.T.M(x: \"+T.M\")", "N", "T")]
    [InlineData("", "N", "T")]
    public void A_nested_type_is_named_with_its_outer_types(string fullName, string @namespace, string type) =>
        BenchmarkDotNetId.Create(new BenchmarkDotNetNames("", @namespace, "T", "M", "M", "", fullName), "").Type.ShouldBe(type);

    [Theory]
    [InlineData(".NET 10.0.12 (10.0.1226.42308)", ".NET 10.0")]
    [InlineData(".NET Core 3.1.7 (CoreCLR 4.700.20.36602, CoreFX 4.700.20.37001)", ".NET Core 3.1")]
    [InlineData(".NET Core 5.0.5 (CoreCLR 5.0.521.16609)", ".NET 5.0")]
    [InlineData(".NET Framework 4.8 (4.8.4180.0)", ".NET Framework 4.8")]
    [InlineData("Clr 4.0.x.mock", "Clr 4.0")]
    [InlineData("Mono 6.12.0.122 (tarball), 64bit", "Mono 6.12")]
    [InlineData("Unknown", "")]
    [InlineData("", "")]
    public void A_runtime_is_reduced_to_major_and_minor(string version, string runtime) =>
        BenchmarkDotNetHost.Runtime(version).ShouldBe(runtime);

    [Theory]
    [InlineData("Intel(R) Core(TM) i7-10850H CPU @ 2.70GHz", "Intel Core i7-10850H")]
    [InlineData("Intel Core i7-7660U CPU 2.50GHz (Max: 2.40GHz) (Kaby Lake)", "Intel Core i7-7660U")]
    [InlineData("Intel Xeon Platinum 8370C CPU 2.80GHz (Max: 2.79GHz)", "Intel Xeon Platinum 8370C")]
    [InlineData("AMD EPYC 7763 64-Core Processor", "AMD EPYC 7763")]
    [InlineData("Apple M4 Pro", "Apple M4 Pro")]
    [InlineData("Unknown processor", "")]
    public void A_processor_is_its_model(string name, string model) => BenchmarkDotNetHost.Cpu(name).ShouldBe(model);

    [Theory]
    [InlineData("Windows 11 (10.0.26100.7171/24H2/2024Update/HudsonValley)", "windows")]
    [InlineData("Microsoft Windows NT 10.0.x.mock", "windows")]
    [InlineData("macOS 26.3 (25D125) [Darwin 25.3.0]", "macos")]
    [InlineData("macOS Catalina 10.15.7 (19H15) [Darwin 19.6.0]", "macos")]
    [InlineData("Linux Ubuntu 24.04.2 LTS (Noble Numbat)", "linux")]
    [InlineData("alpine 3.12", "linux")]
    [InlineData("?", "")]
    public void An_operating_system_has_a_family(string version, string family) => BenchmarkDotNetHost.OsFamily(version).ShouldBe(family);
}
