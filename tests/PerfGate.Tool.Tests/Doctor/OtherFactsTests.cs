using PerfGate.Tool.Doctor;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Building;

namespace PerfGate.Tool.Tests.Doctor;

public sealed class OtherFactsTests
{
    [Fact]
    public void Settings_of_the_environment_are_named_where_they_matter()
    {
        var findings = RuntimeFacts.Settings(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_TieredPGO"] = "0",
            ["COMPlus_gcServer"] = "1",
            ["DOTNET_EnableEventPipe"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["TieredPGO"] = "0",
        }).ToDictionary(finding => finding.Name, StringComparer.Ordinal);

        findings["tiering"].Fact.ShouldBe("DOTNET_TieredPGO=0");
        findings["gc"].Fact.ShouldBe("COMPlus_gcServer=1");
        findings["tools"].Fact.ShouldBe("DOTNET_EnableEventPipe=1");
        findings.Values.ShouldAllBe(finding => finding.Mark == Mark.Note && finding.Next != null);
        RuntimeFacts.Settings(new Dictionary<string, string>(StringComparer.Ordinal)).ShouldAllBe(finding => finding.Mark == Mark.Ok);
    }

    [Theory]
    [InlineData(100e6, true, nameof(Mark.Problem))]
    [InlineData(1e9, true, nameof(Mark.Note))]
    [InlineData(50e9, true, nameof(Mark.Ok))]
    [InlineData(50e9, false, nameof(Mark.Problem))]
    [InlineData(null, true, nameof(Mark.Note))]
    public void A_folder_needs_room_and_the_right_to_write(double? free, bool canWrite, string mark)
    {
        var finding = DiskFacts.Judge("temporary", "/tmp", free, canWrite, "Free some.");

        finding.Mark.ToString().ShouldBe(mark);
        (finding.Code == ErrorCode.NoRoomToMeasure).ShouldBe(finding.Mark == Mark.Problem);
        (finding.Next is null).ShouldBe(finding.Mark == Mark.Ok);
    }

    [Theory]
    [InlineData("net10.0", "", "0.14.0", "", "net10.0, BenchmarkDotNet 0.14.0, in lockstep", nameof(Mark.Ok))]
    [InlineData("", "net8.0;net10.0;net48", "", "0.15.2", "net10.0, BenchmarkDotNet 0.15.2, in lockstep", nameof(Mark.Ok))]
    [InlineData("net48", "", "0.14.0", "", "net48, BenchmarkDotNet 0.14.0, by whole launches", nameof(Mark.Note))]
    public void A_project_is_what_msbuild_says_of_it(string one, string many, string version, string central, string fact, string mark)
    {
        var text =
            $$"""
            { "Properties": { "TargetFramework": "{{one}}", "TargetFrameworks": "{{many}}",
                              "TargetPath": "/work/bin/Bench.dll", "OutputType": "Exe", "RoslynTargetsPath": "/sdk/Roslyn" },
              "Items": { "PackageReference": [ { "Identity": "BenchmarkDotNet", "Version": "{{version}}" } ],
                         "PackageVersion": [ { "Identity": "BenchmarkDotNet", "Version": "{{central}}" } ] } }
            """;

        var finding = SuiteFindings.Judge(
            new SuiteProject("/work/Bench.csproj"), ProjectEvaluation.Parse(text), ownLaunches: false);

        finding.Name.ShouldBe("Bench");
        finding.Fact.ShouldStartWith(fact);
        finding.Mark.ToString().ShouldBe(mark);
    }

    [Fact]
    public void What_msbuild_says_instead_of_an_answer_is_a_problem() =>
        SuiteFindings.Judge(new SuiteProject("/work/Bench.csproj"), ProjectEvaluation.Parse("error MSB4025"), ownLaunches: false)
            .Code.ShouldBe(ErrorCode.SuiteDoesNotBuild);
}
