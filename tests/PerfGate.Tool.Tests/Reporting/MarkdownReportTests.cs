using System.Text.RegularExpressions;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class MarkdownReportTests
{
    [Fact]
    public void A_small_report_is_as_expected() => Sample.Text(ReportFormat.Markdown, Sample.Small).ShouldBeAsExpected("small.md");

    [Fact]
    public void A_large_report_shows_twenty_changes_and_counts_the_rest()
    {
        var text = Sample.Text(ReportFormat.Markdown, Sample.Large(5000));
        var open = text[..text.IndexOf("<details", StringComparison.Ordinal)];
        open.Split('\n').Count(line => line.StartsWith("| <code>", StringComparison.Ordinal)).ShouldBe(20);
        open.ShouldContain("… and 1,449 more.");
        text.Length.ShouldBeLessThan(65_000);
    }

    [Fact]
    public void Hostile_text_makes_no_markup_of_its_own()
    {
        foreach (var text in HostileText.All)
        {
            var finding = Sample.Finding(Outcome.Major, Sample.Id("", text, text, text),
                new Metric(text, text, Better.Lower, MetricKind.Sampled), 100, 130, 0.02, text, text);
            var harmless = Sample.Finding(Outcome.Major, Sample.Id("", "é", "é", "é"),
                new Metric("x", "x", Better.Lower, MetricKind.Sampled), 100, 130, 0.02, "x", "x");
            Skeleton(Report(finding, text)).ShouldBe(Skeleton(Report(harmless, "x")), text);
        }
    }

    [Theory]
    [InlineData("a&<>\"'|@[]`b", "<code>a&#38;&#60;&#62;&#34;&#39;&#124;&#64;<wbr>&#91;&#93;&#96;b</code>")]
    [InlineData(
        "*a* _b_ ~c~ $d$ \\ # ! :e:",
        "<code>&#42;a&#42; &#95;b&#95; &#126;c&#126; &#36;d&#36; &#92; &#35; &#33; &#58;<wbr>e&#58;<wbr></code>")]
    [InlineData("a\r\nb\u202Ec\u001b", "<code>a  bc</code>")]
    [InlineData("www.x.example WWW.y", "<code>www&#46;x.example WWW&#46;y</code>")]
    [InlineData("a++b==c--d..e", "<code>a+&#43;b=&#61;c--d..e</code>")]
    [InlineData("Mode: a :b", "<code>Mode: a &#58;<wbr>b</code>")]
    [InlineData("Parse(N=1, x=-1.5+2/3)", "<code>Parse(N=1, x=-1.5+2/3)</code>")]
    public void A_name_is_code_of_entities(string name, string expected) => MarkdownText.Code(name).ShouldBe(expected);

    [Fact]
    public void A_name_is_cut_after_200_characters() =>
        MarkdownText.Code(new string('x', 300)).ShouldBe($"<code>{new string('x', 200)}…</code>");

    [Fact]
    public void A_sentence_mentions_nobody_and_links_nowhere() =>
        MarkdownText.Prose("@team #1 https://x.example www.x.example")
            .ShouldBe("&#64;&#8203;team &#35;&#8203;1 https&#58;&#8203;//x.example www&#46;x.example");

    [Fact]
    public void What_fails_the_gate_is_not_folded()
    {
        Finding[] findings =
        [
            Sample.Finding(Outcome.Inconclusive, Sample.Id("", "Cache", "Get"), Metric.Time, 100, 120, 0.3) with
            {
                Failure = FailureCause.Inconclusive,
            },
            Sample.Finding(Outcome.Removed, Sample.Id("", "Cache", "Set"), Metric.Time, 100, null, 0),
        ];
        var text = Sample.Text(ReportFormat.Markdown, Sample.Of(Verdict.Fail, ExitCode.Inconclusive, [.. findings]));
        text.ShouldContain("<details open><summary>Inconclusive (1)");
        text.ShouldContain("<details><summary>Removed (1)");
    }

    private static Report Report(Finding finding, string text)
    {
        var failed = finding with
        {
            Outcome = Outcome.Failed,
            Comparison = finding.Comparison with { Status = ComparisonStatus.Failed, Reason = $"x {text}" },
        };
        var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding, failed], [$"x {text}"]);
        return report with { SuiteFailures = [new SuiteFailure(text, [text])], Baseline = $"x {text}", Current = $"x {text}" };
    }

    /// <summary>
    /// Everything that can be markup: tags, table cells, emphasis, line breaks; without letters, entities and harmless punctuation.
    /// </summary>
    private static string Skeleton(Report report)
    {
        var text = Sample.Text(ReportFormat.Markdown, report);
        text = Regex.Replace(text, "&#[0-9]+;|<wbr>", "", RegexOptions.None, TimeSpan.FromSeconds(5));
        return string.Concat(text.Where(character => "<>|*_~`[]#!\\$@\n&".Contains(character, StringComparison.Ordinal)));
    }
}
