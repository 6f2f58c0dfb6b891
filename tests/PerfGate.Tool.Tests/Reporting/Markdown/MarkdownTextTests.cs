using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting.Markdown;

/// <summary>References that GitHub sees in plain words: they have no mark that could be taken from them.</summary>
public sealed class MarkdownTextTests
{
    private const string Id = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData("see GH-12", "see GH-&#8203;12")]
    [InlineData("gh-1 and Gh-2.", "gh-&#8203;1 and Gh-&#8203;2.")]
    [InlineData("GH-x and GH 1", "GH-x and GH 1")]
    [InlineData($"at {Id}.", "at 012345&#8203;6789abcdef0123456789abcdef01234567.")]
    [InlineData($"{Id}0123456789ABCDEF01234567", "012345&#8203;6789abcdef0123456789abcdef012345670123456789ABCDEF01234567")]
    [InlineData($"o/r@{Id}", "o/r&#64;&#8203;012345&#8203;6789abcdef0123456789abcdef01234567")]
    public void A_sentence_refers_to_no_issue_and_no_commit(string text, string expected) => MarkdownText.Prose(text).ShouldBe(expected);

    [Theory]
    [InlineData("a@evil.com", "a&#64;<wbr>evil.com")]
    [InlineData("mailto:a@evil.com", "mailto&#58;<wbr>a&#64;<wbr>evil.com")]
    [InlineData("xmpp:a@evil.com/x", "xmpp&#58;<wbr>a&#64;<wbr>evil.com/x")]
    [InlineData("https://evil.com", "https&#58;<wbr>//evil.com")]
    [InlineData("&#64;", "&#38;&#35;64;")]
    public void A_name_is_no_address(string text, string expected) => MarkdownText.Code(text).ShouldBe($"<code>{expected}</code>");

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef0123456")]
    [InlineData($"{Id}8")]
    [InlineData("1234567890 ns")]
    public void Other_numbers_stay_as_they_are(string text) => MarkdownText.Prose(text).ShouldBe(text);
}
