using PerfGate.Tool.Commands;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>A pipeline's variable that is not set leaves an option with an empty text.</summary>
public sealed class GivenTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("a.json", "a.json")]
    public void An_empty_text_says_nothing(string? value, string? expected) => Given.Text(value).ShouldBe(expected);

    [Fact]
    public void An_empty_path_is_no_path()
    {
        Given.Texts(null).ShouldBeEmpty();
        Given.Texts(["", "a.json", ""]).ShouldBe(["a.json"]);
    }

    [Fact]
    public async Task Nothing_is_read_from_the_current_folder_for_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("stale.json", "{}");

        var compare = await Cli.RunAsync(folder.Path, "compare", "", "stale.json", "--report", "");
        compare.Code.ShouldBe(ExitCode.Usage, compare.Error);
        compare.Error.ShouldContain("base : error");
    }
}
