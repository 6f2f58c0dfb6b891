using System.Text.RegularExpressions;
using PerfGate.Tool.Tests.Reporting;

namespace PerfGate.Tool.Tests.MSBuild;

public sealed partial class TargetsTests
{
    [Fact]
    public void Every_property_of_the_targets_stands_in_the_documentation_and_no_other()
    {
        var targets = File.ReadAllText(Repository.PathOf("src", "PerfGate.MSBuild", "build", "PerfGate.MSBuild.targets"));
        var documentation = File.ReadAllText(Repository.PathOf("docs", "msbuild.md"));

        var used = Used().Matches(targets).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        var described = Described().Matches(documentation).Select(match => match.Groups["name"].Value).ToList();

        used.Count.ShouldBeGreaterThan(8);
        described.ShouldBe(used, ignoreOrder: true);
    }

    [GeneratedRegex(@"[$@]\((?<name>PerfGate\w+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Used();

    [GeneratedRegex(@"^\| `(?<name>PerfGate\w+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Described();
}
