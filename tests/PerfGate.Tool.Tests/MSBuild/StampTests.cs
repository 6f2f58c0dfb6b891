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

    [Theory]
    [InlineData("base.json", true)]
    [InlineData("results/base.json", true)]
    [InlineData(@"results\base.json", true)]
    [InlineData("./main", true)]
    [InlineData("main", false)]
    [InlineData("feature/x", false)]
    [InlineData("baseline", false)]
    [InlineData("Baseline", false)]
    [InlineData("./baseline", true)]
    [InlineData("no-such-branch", false)]
    [InlineData("", false)]
    public void Nothing_is_remembered_of_what_moves_without_a_file_being_touched(string baseline, bool isMeant)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "base.json", "results/base.json", "main/a.json", "feature/x/a.json", "baseline/a.json" })
            folder.Write(file, "{}");

        ProjectPath.IsMeant(folder.Path, baseline).ShouldBe(isMeant);
    }

    [Fact]
    public void A_report_is_where_its_path_says_on_every_system()
    {
        var file = Path.Combine("artifacts", "perf.json");

        ProjectPath.Reports(@"json=artifacts\perf.json; ;junit=perf.xml;").ShouldBe([$"json={file}", "junit=perf.xml"]);
        ProjectPath.Reports(null).ShouldBeEmpty();
    }

    [Fact]
    public void A_stamp_that_cannot_be_read_is_not_current()
    {
        using var folder = new TemporaryFolder();
        var stamp = new Stamp(folder.Write("stamp", "digest"), "digest");
        stamp.IsCurrent.ShouldBeTrue();

        using (new FileStream(folder["stamp"], FileMode.Open, FileAccess.ReadWrite, FileShare.None)) stamp.IsCurrent.ShouldBeFalse();

        stamp.IsCurrent.ShouldBeTrue();
    }

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
