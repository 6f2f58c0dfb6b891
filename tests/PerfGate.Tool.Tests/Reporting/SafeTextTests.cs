using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("a\r\nb\tc", "a  b c")]
    [InlineData("a\u001b[31mred\u0007\u0000", "a[31mred")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u200Be\uFEFF", "abcde")]
    [InlineData("a\u2028b\u0085c", "a bc")]
    [InlineData("a\uFFFFb", "ab")]
    [InlineData("naïve µs 漢字 🚀", "naïve µs 漢字 🚀")]
    public void Invisible_characters_never_reach_a_reader(string text, string expected) => SafeText.Clean(text).ShouldBe(expected);

    [Theory]
    [InlineData("::error::x", ":|:error::x")]
    [InlineData(" \t\u00A0::error::x", " \t\u00A0:|:error::x")]
    [InlineData(":::x", ":|::x")]
    [InlineData("a\n::x\r::y\r\n::z", "a\n:|:x\r:|:y\r\n:|:z")]
    [InlineData("a ##[error]b ##vso[task.complete]c", "a #|#[error]b #|#vso[task.complete]c")]
    [InlineData("###[error]", "##|#[error]")]
    [InlineData("##teamcity[x]", "#|#teamcity[x]")]
    [InlineData("a::b ## c # [d] ##e", "a::b ## c # [d] ##e")]
    public void A_space_of_no_width_takes_commands_of_CI_systems_apart(string text, string expected) =>
        SafeText.Inert(text).ShouldBe(expected.Replace('|', '\u200B'));

    [Fact]
    public void Half_a_character_is_replaced() => SafeText.Clean("a\uD800b").ShouldBe("a\uFFFDb");

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        SafeText.Clean("🚀🚀🚀", 2).ShouldBe("🚀🚀…");
        SafeText.Clean("🚀🚀🚀", 3).ShouldBe("🚀🚀🚀");
    }

    [Theory]
    [InlineData("Parser.Parse(N=1)", 17, "Parser.Parse(N=1)")]
    [InlineData("Parser.Parse(N=1)", 11, "Pars…e(N=1)")]
    [InlineData("漢字漢字漢字漢字", 9, "漢字…漢字")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301…e\u0301")]
    public void A_name_is_shortened_in_the_middle(string name, int cells, string expected)
    {
        var shortened = SafeText.Shorten(name, cells);
        shortened.ShouldBe(expected);
        SafeText.Cells(shortened).ShouldBeLessThanOrEqualTo(cells);
    }

    [Fact]
    public void Words_are_wrapped_and_only_one_longer_than_a_line_is_broken() =>
        SafeText.Wrap("one two  three four-and-more", 9).ShouldBe(["one two", "three", "four-and-", "more"]);
}
