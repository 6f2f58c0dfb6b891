using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;
using Outcome = PerfGate.Analysis.Policy.Outcome;

namespace PerfGate.Tool.Tests.Reporting.Markdown;

/// <summary>
/// Names, reasons and logs of benchmarks come from whoever opened the pull request: in a comment they are text and nothing else.
/// </summary>
public sealed class InjectionTests
{
    private static readonly string[] Weapons =
    [
        "<script>", "</details>", "</code>", "</td>", "</pre>", "<!--", "-->", "]]>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "&#60;",
            "&#x3c;",
        "`", "```", "**", "__", "~~", "|", "\\|", "\n|", "\r\n\r\n# ", "\n- ", "\n    ", "- ", "+ ", "1. ", "2) ", "---", "===",
            "![x](http://e.example/x.png)", "[a](b)", "[a]: http://e.example",
        "@team", "#1", "GH-1", "http://e.example", "https://", "www.e.example", "ftp://e", "a@e.example", ":smile:", ":)", "$x$", "$$",
            "^a^", "==a==", "++a++",
        "\u202E", "\u2066", "\u200B", "\u200D", "\uFEFF", "\u001b[31m", "\u0000", "\u0007", "\u0085", "\u2028", "\uD800", "\uDC00",
            "\uFFFF", "🚀", "e\u0301", "漢",
        "<details>", "<summary>", "<a href='javascript:alert(1)'>", "\"", "'", "=", "(", ")", "{.cls}", "{#id}", "[^1]", "[x]", "\t", " ",
            ".", "a", "Parse",
    ];

    private static Gen<string> Names { get; } = Gen.OneOf(
        Weaponry(8),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements(HostileText.All),
        Weaponry(3).Select(
            text => string.Concat(Enumerable.Repeat(text.Length == 0 ? "x" : text, (10_240 / Math.Max(1, text.Length)) + 1))));

    [Fact]
    public void A_comment_has_the_same_shape_whatever_its_benchmarks_are_called() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Names.ToArbitrary(), name => Page.Of(Comment(name)).Shape().ShouldBe(Page.Of(Comment(Substitute(name))).Shape())));

    [Theory]
    [InlineData("\n    )\n- -->")]
    [InlineData("++a++**=#1")]
    [InlineData("1. a")]
    [InlineData(".")]
    [InlineData("12) a")]
    [InlineData("--- ")]
    [InlineData(": a")]
    [InlineData(" \n- [a]: http://e.example&#x3c;<script>``` ")]
    public void What_broke_out_once_does_so_no_more(string name) => Page.Of(Comment(name)).Shape().ShouldBe(Page.Of(Comment("é")).Shape());

    [Fact]
    public void A_name_is_read_in_a_comment_as_it_is_read_everywhere() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Names.ToArbitrary(), name =>
        {
            var code = Page.Of(Comment(name)).QuerySelector("td code")!.TextContent;
            var shown = SafeText.Clean(SafeText.Name(new BenchmarkId("", name, name, name).DisplayName), 200);
            Characters(code).ShouldBe(Characters(shown));
        }));

    [Fact]
    public void Nothing_in_a_comment_leads_or_reaches_out()
    {
        foreach (var weapon in Weapons)
        {
            var page = Page.Of(Comment(weapon + weapon));

            page.QuerySelectorAll("a, img, script, iframe, input, svg, style, link, [onerror], [href], [src], [id], [class]")
                .ShouldBeEmpty(weapon);
        }
    }

    // What there is to show decides whether a line is there at all; what it looks like must not.
    private static string Substitute(string name) => SafeText.Clean(name).Trim().Length == 0 ? name : "é";

    // Rendering may fold white space, and replaces halves of surrogates.
    private static string Characters(string text) =>
        string.Concat(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Where(character => !char.IsWhiteSpace(character)));

    private static Gen<string> Weaponry(int most) =>
        Gen.Elements(Weapons).ListOf().Resize(most).Select(parts => string.Concat(parts));

    private static string Comment(string text)
    {
        // With such a metric no command line is offered, which would be another shape.
        var metric = new Metric("é" + text, "u" + text, Better.Lower, MetricKind.Sampled);
        var id = Sample.Id("", text, text, text);
        var major = Sample.Finding(Outcome.Major, id, metric, 100, 130, 0.02, "x" + text, "x" + text) with
        {
            Accepted = new AcceptedRegression("*", "time", 0.1, "x" + text, new DateOnly(2027, 1, 31)),
        };
        Finding[] findings =
        [
            major,
            major with { Outcome = Outcome.Improved },
            major with { Outcome = Outcome.Inconclusive },
            major with { Outcome = Outcome.Failed, Comparison = major.Comparison with { Reason = "x" + text } },
        ];
        var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [.. findings], ["x" + text]);
        var environment = report.Result.Environment with
        {
            Comparable = false,
            Differences = ["CPU: x" + text],
            Current = Sample.Host with { Cpu = "x" + text }
        };
        report = report with
        {
            Result = report.Result with { Environment = environment },
            Baseline = "x" + text,
            Current = "x" + text,
            Measured = ["x" + text],
            SuiteFailures = [new SuiteFailure("x" + text, ["x" + text])],
        };
        return CommentReport.Write(report, new CommentOptions { Key = text, RunId = text, MaxBytes = 1_000_000 });
    }
}
