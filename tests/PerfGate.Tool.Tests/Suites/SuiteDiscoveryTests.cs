using PerfGate.Tool.Errors;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Suites;

public sealed class SuiteDiscoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_projects_of_one_name_are_refused_with_both_paths_and_the_way_out()
    {
        var first = _folder.Write("one/Bench.csproj", "<Project />");
        var second = _folder.Write("two/Bench.csproj", "<Project />");

        var refusal = Should.Throw<PerfGateException>(() => SuiteDiscovery.Resolve([first, _folder["two"]], _folder.Path));

        (refusal.Code, refusal.Origin).ShouldBe((ErrorCode.InvalidArguments, second));
        refusal.Message.ShouldContain(first);
        refusal.Next!.ShouldContain("--project");
    }

    [Fact]
    public void A_project_that_is_named_twice_is_one()
    {
        var first = _folder.Write("one/Bench.csproj", "<Project />");
        var other = _folder.Write("two/Other.csproj", "<Project />");

        SuiteDiscovery.Resolve([first, _folder["one"], other], _folder.Path).Select(project => project.Name).ShouldBe(["Bench", "Other"]);
    }
}
