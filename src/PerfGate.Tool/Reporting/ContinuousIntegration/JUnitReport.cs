using System.Globalization;
using System.Xml;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>
/// The report as JUnit XML: a suite a testsuite, a comparison a testcase; what fails the gate fails there, and nothing else. A gate that
/// fails as a whole is a testcase of its own: without one it would be green.
/// </summary>
internal static class JUnitReport
{
    private enum State
    {
        Passed,
        Failed,
        Error,
        Skipped,
    }

    public static void Write(Report report, TextWriter writer)
    {
        // A declaration made by XmlWriter would name the encoding of the text writer, which for a string is not that of the file.
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CloseOutput = false };
        using (var xml = XmlWriter.Create(writer, settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "PerfGate");
            Totals(xml, report.Result.Findings, report.SuiteFailures.Length + (report.FailsAsAWhole ? 1 : 0));
            xml.WriteAttributeString("time", Number(report.Duration.TotalSeconds));
            foreach (var suite in report.Result.Findings.GroupBy(SuiteName, StringComparer.Ordinal)) Suite(xml, suite.Key, [.. suite]);
            foreach (var failure in report.SuiteFailures)
                Failure(xml, failure.Suite, "suite", "the suite could not be measured", failure.LogTail);
            if (report.FailsAsAWhole) Failure(xml, "PerfGate", "gate", Wording.Headline(report), []);
            xml.WriteEndElement();
        }

        writer.Write('\n');
    }

    private static string SuiteName(Finding finding) =>
        finding.Comparison.Suite.Length > 0 ? finding.Comparison.Suite : ClassName(finding.Comparison.Benchmark);

    private static void Suite(XmlWriter xml, string name, IReadOnlyCollection<Finding> findings)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", name);
        Totals(xml, findings, failures: 0);
        foreach (var finding in findings) Case(xml, finding);
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, Finding finding)
    {
        var comparison = finding.Comparison;
        var id = comparison.Benchmark;
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", ClassName(id));
        Attribute(xml, "name", $"{id.ToString()[(ClassName(id).Length + 1)..]} {comparison.Metric.Name}");
        if (comparison.Current is { } current
            && Quantity.Seconds(current.Median, comparison.Metric.Unit) is { } seconds
            && double.IsFinite(seconds))
            xml.WriteAttributeString("time", Number(seconds));
        var row = new Row(finding, id.DisplayName);
        var outcome = Wording.Word(finding.Outcome);
        if (row.Change.Length > 0) outcome += $": {row.Values.Both}, {row.Change} {row.Interval}".TrimEnd();
        var message = new[] { outcome, row.Reason, row.Accepted }.Where(text => text.Length > 0);
        Result(xml, StateOf(finding), finding.Outcome, string.Join("; ", message));
        xml.WriteEndElement();
    }

    private static void Result(XmlWriter xml, State state, Outcome outcome, string message)
    {
        if (state == State.Passed)
        {
            if (outcome == Outcome.Unchanged) return;
            xml.WriteStartElement("system-out");
            Text(xml, SafeText.Clean(message));
            xml.WriteEndElement();
            return;
        }

        xml.WriteStartElement(state switch
        {
            State.Failed => "failure",
            State.Error => "error",
            _ => "skipped",
        });
        Attribute(xml, "message", message);
        if (state != State.Skipped) xml.WriteAttributeString("type", Wording.Word(outcome));
        xml.WriteEndElement();
    }

    private static void Failure(XmlWriter xml, string suite, string what, string message, IEnumerable<string> log)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", suite);
        Totals(xml, [], failures: 1);
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", suite);
        xml.WriteAttributeString("name", what);
        xml.WriteStartElement("error");
        Attribute(xml, "message", message);
        xml.WriteAttributeString("type", what);
        Text(xml, string.Join('\n', log.Select(line => SafeText.Clean(line))));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Totals(XmlWriter xml, IReadOnlyCollection<Finding> findings, int failures)
    {
        var states = findings.CountBy(StateOf).ToDictionary();
        Total("tests", findings.Count + failures);
        Total("failures", states.GetValueOrDefault(State.Failed));
        Total("errors", states.GetValueOrDefault(State.Error) + failures);
        Total("skipped", states.GetValueOrDefault(State.Skipped));

        void Total(string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
    }

    private static State StateOf(Finding finding) => (finding.Failure, finding.Outcome) switch
    {
        (FailureCause.NotMeasured, _) => State.Error,
        (not FailureCause.None, _) => State.Failed,
        (_, Outcome.Inconclusive or Outcome.Added or Outcome.Removed or Outcome.Failed or Outcome.Ambiguous) => State.Skipped,
        _ => State.Passed,
    };

    private static string ClassName(BenchmarkId id) => id.Namespace.Length == 0 ? id.Type : $"{id.Namespace}.{id.Type}";

    private static void Attribute(XmlWriter xml, string name, string value)
    {
        xml.WriteStartAttribute(name);
        Text(xml, SafeText.Clean(value));
        xml.WriteEndAttribute();
    }

    // A CI system may read along, and takes '##[' and '##vso[' anywhere, and '::' where a line begins, for a command. As entities they are
    // none, and the same text to every reader of XML.
    private static void Text(XmlWriter xml, string text)
    {
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '#' && !(text[i] == ':' && i > 0 && text[i - 1] == ':')) continue;
            xml.WriteString(text[written..i]);
            xml.WriteCharEntity(text[i]);
            written = i + 1;
        }

        xml.WriteString(text[written..]);
    }

    // Plain decimals: not every reader of JUnit files knows exponents.
    private static string Number(double seconds) => seconds.ToString("0.###############", CultureInfo.InvariantCulture);
}
