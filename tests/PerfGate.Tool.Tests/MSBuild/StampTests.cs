using PerfGate.MSBuild;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.MSBuild;

public sealed class StampTests
{
    [Theory]
    [InlineData("--config=a.json", null, "a.json")]
    [InlineData("--config:a b.json", "", "a b.json")]
    [InlineData("--config", "b.json", "b.json")]
    [InlineData("--config=a.json", "b.json", "a.json b.json")]
    [InlineData("--config=", null, "")]
    [InlineData("--results=a.json", null, "a.json")]
    [InlineData("a=b", null, "")]
    public void A_path_is_found_wherever_it_is_named(string argument, string? variable, string found) =>
        string.Join(' ', Stamp.NamedPaths(["--fail-on", argument, "minor"], variable)).ShouldBe(found);

    [Fact]
    public void A_file_that_changes_is_another_digest()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("rules.json", "{}");
        var before = Stamp.DigestOf([], [path], folder.Path);

        folder.Write("rules.json", "{ }");

        Stamp.DigestOf([], [path], folder.Path).ShouldNotBe(before);
    }
}
