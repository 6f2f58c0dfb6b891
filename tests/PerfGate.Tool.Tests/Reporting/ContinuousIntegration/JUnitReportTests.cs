using System.Xml;
using System.Xml.Linq;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class JUnitReportTests
{
    [Fact]
    public void A_small_report_is_as_expected() => Sample.Text(ReportFormat.JUnit, Sample.Small).ShouldBeAsExpected("small.junit.xml");

    [Fact]
    public void Whatever_a_report_holds_it_is_well_formed()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var report = RandomReport.Of(seed);
            var document = Parse(Sample.Text(ReportFormat.JUnit, report));
            var cases = document.Descendants("testcase").ToArray();
            cases.Length.ShouldBe(report.Result.Findings.Length + report.SuiteFailures.Length + (report.FailsAsAWhole ? 1 : 0));
            foreach (var (total, element) in new[] { ("failures", "failure"), ("errors", "error"), ("skipped", "skipped") })
            {
                ((int?)document.Root!.Attribute(total)).ShouldBe(cases.Elements(element).Count());
                document.Root.Elements("testsuite").Sum(suite => (int)suite.Attribute(total)!).ShouldBe(cases.Elements(element).Count());
            }
        }
    }

    [Fact]
    public void Hostile_text_comes_back_as_text()
    {
        foreach (var text in HostileText.All)
        {
            var finding = Sample.Finding(Outcome.Major, Sample.Id("", text, text), Metric.Time, 100, 130, 0.02, text);
            var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]);
            var found = Parse(Sample.Text(ReportFormat.JUnit, report)).Descendants("testcase").ShouldHaveSingleItem();
            found.Attribute("classname")!.Value.ShouldBe(SafeText.Clean(text));
            found.Element("failure")!.Attribute("message")!.Value.ShouldEndWith(SafeText.Sentence(text));
        }
    }

    [Theory]
    [InlineData(Outcome.Major, FailureCause.Regression, "failure")]
    [InlineData(Outcome.Inconclusive, FailureCause.Inconclusive, "failure")]
    [InlineData(Outcome.Failed, FailureCause.NotMeasured, "error")]
    [InlineData(Outcome.Removed, FailureCause.NotMeasured, "error")]
    [InlineData(Outcome.Failed, FailureCause.None, "skipped")]
    [InlineData(Outcome.Inconclusive, FailureCause.None, "skipped")]
    [InlineData(Outcome.Added, FailureCause.None, "skipped")]
    [InlineData(Outcome.Minor, FailureCause.None, "system-out")]
    [InlineData(Outcome.Unchanged, FailureCause.None, null)]
    public void A_testcase_fails_exactly_when_the_gate_does(Outcome outcome, FailureCause failure, string? element)
    {
        var finding = Sample.Finding(outcome, Sample.Id("", "T", "M"), Metric.Time, 100, 120, 0.02) with { Failure = failure };
        var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]);
        var found = Parse(Sample.Text(ReportFormat.JUnit, report)).Descendants("testcase").ShouldHaveSingleItem();
        found.Elements().SingleOrDefault()?.Name.LocalName.ShouldBe(element);
        found.HasElements.ShouldBe(element is not null);
    }

    [Fact]
    public void A_gate_that_fails_as_a_whole_is_an_error_of_its_own()
    {
        var document = Parse(Sample.Text(ReportFormat.JUnit, Sample.NothingCompared));

        document.Root!.Attribute("tests")!.Value.ShouldBe("2");
        document.Root.Attribute("errors")!.Value.ShouldBe("1");
        var found = document.Descendants("testcase").Single(item => item.Element("error") is not null);
        found.Attribute("classname")!.Value.ShouldBe("PerfGate");
        found.Element("error")!.Attribute("message")!.Value.ShouldBe("nothing was compared");
    }

    [Fact]
    public void Time_is_that_of_the_current_median_in_seconds()
    {
        Time(Metric.Time, 1_500_000_000).ShouldBe("1.5");
        Time(Metric.Time, 0.3).ShouldBe("0.0000000003");
        Time(Metric.Allocated, 24).ShouldBeNull();
        Time(Metric.Time, double.NaN).ShouldBeNull();
    }

    private static string? Time(Metric metric, double current)
    {
        var finding = Sample.Finding(Outcome.Unchanged, Sample.Id("", "T", "M"), metric, 1, current, 0);
        var report = Sample.Of(Verdict.Pass, ExitCode.Pass, [finding]);
        return Parse(Sample.Text(ReportFormat.JUnit, report)).Descendants("testcase").Single().Attribute("time")?.Value;
    }

    private static XDocument Parse(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        return XDocument.Load(reader);
    }
}
