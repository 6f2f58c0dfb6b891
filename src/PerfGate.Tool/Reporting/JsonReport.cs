using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;

namespace PerfGate.Tool.Reporting;

/// <summary>The report for programs, as docs/report.schema.json describes it.</summary>
internal sealed class JsonReport : IDisposable
{
    private readonly TextWriter writer;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter json;

    private JsonReport(TextWriter writer)
    {
        this.writer = writer;
        // Letters of all scripts stay readable; what is invisible or means something to HTML is escaped.
        var encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = encoder });
    }

    public static void Write(Report report, TextWriter writer)
    {
        using var output = new JsonReport(writer);
        output.Write(report);
    }

    public void Dispose() => json.Dispose();

    private void Write(Report report)
    {
        var result = report.Result;
        json.WriteStartObject();
        json.WriteString("schema", "perfgate.report/1");
        json.WriteString("verdict", Wording.Word(result.Verdict));
        json.WriteNumber("exitCode", (int)report.ExitCode);
        json.WriteString("failOn", Wording.Word(result.FailOn));
        Summary(result);
        json.WriteString("baseline", report.Baseline);
        json.WriteString("current", report.Current);
        Strings("measured", report.Measured);
        json.WriteNumber("durationSeconds", Math.Round(report.Duration.TotalSeconds, 3));
        Environment(result.Environment);
        Strings("warnings", result.Warnings);
        json.WriteStartArray("suiteFailures");
        foreach (var failure in report.SuiteFailures) SuiteFailure(failure);
        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (var finding in result.Findings)
        {
            Comparison(finding);
            Drain();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        Drain();
        writer.Write('\n');
    }

    /// <summary>Hands on what is complete, so that memory stays that of one comparison.</summary>
    private void Drain()
    {
        json.Flush();
        writer.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        buffer.ResetWrittenCount();
    }

    private void Summary(GateResult result)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("total", result.Findings.Length);
        foreach (var outcome in Enum.GetValues<Outcome>()) json.WriteNumber(Wording.Word(outcome), result.Count(outcome));
        json.WriteEndObject();
    }

    private void Environment(EnvironmentComparison environment)
    {
        json.WriteStartObject("environment");
        Host("baseline", environment.Baseline);
        Host("current", environment.Current);
        json.WriteBoolean("comparable", environment.Comparable);
        Strings("differences", environment.Differences);
        json.WriteEndObject();
    }

    private void Host(string name, HostEnvironment host)
    {
        json.WriteStartObject(name);
        Known("name", host.Name);
        Known("osFamily", host.OsFamily);
        Known("osVersion", host.OsVersion);
        Known("architecture", host.Architecture);
        Known("cpu", host.Cpu);
        Number("logicalCores", host.LogicalCores > 0 ? host.LogicalCores : null);
        Number("physicalCores", host.PhysicalCores > 0 ? host.PhysicalCores : null);
        Known("runtime", host.Runtime);
        Known("runtimeVersion", host.RuntimeVersion);
        Known("tool", host.Tool);
        Known("configuration", host.Configuration);
        json.WriteEndObject();
    }

    private void SuiteFailure(SuiteFailure failure)
    {
        json.WriteStartObject();
        json.WriteString("suite", failure.Suite);
        Strings("logTail", failure.LogTail);
        json.WriteEndObject();
    }

    private void Comparison(Finding finding)
    {
        var comparison = finding.Comparison;
        var id = comparison.Benchmark;
        json.WriteStartObject();
        json.WriteString("benchmark", id.FullName);
        json.WriteString("suite", comparison.Suite);
        json.WriteString("namespace", id.Namespace);
        json.WriteString("type", id.Type);
        json.WriteString("method", id.Method);
        json.WriteString("parameters", id.Parameters);
        json.WriteString("job", id.Job);
        json.WriteString("runtime", id.Runtime);
        json.WriteString("metric", comparison.Metric.Name);
        json.WriteString("unit", comparison.Metric.Unit);
        json.WriteString("better", Wording.Word(comparison.Metric.Better));
        json.WriteString("outcome", Wording.Word(finding.Outcome));
        json.WriteBoolean("fails", finding.Failure != FailureCause.None);
        Side("baseline", comparison.Baseline);
        Side("current", comparison.Current);
        Number("ratio", comparison.Estimate?.Ratio);
        Number("ratioLow", comparison.Estimate?.RatioLow);
        Number("ratioHigh", comparison.Estimate?.RatioHigh);
        Number("pValue", comparison.Estimate?.PValue);
        Number("detectionLimit", comparison.Estimate?.DetectionLimit);
        json.WriteString("reason", comparison.Reason);
        Accepted(finding.Accepted);
        Strings("warnings", comparison.Warnings);
        json.WriteEndObject();
    }

    private void Side(string name, SideSummary? side)
    {
        if (side is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        Number("median", side.Median);
        Number("mean", side.Mean);
        json.WriteNumber("n", side.Count);
        json.WriteNumber("launches", side.Launches);
        json.WriteEndObject();
    }

    private void Accepted(AcceptedRegression? accepted)
    {
        if (accepted is null)
        {
            json.WriteNull("accepted");
            return;
        }

        json.WriteStartObject("accepted");
        json.WriteString("pattern", accepted.Pattern);
        Number("upTo", accepted.UpTo);
        json.WriteString("reason", accepted.Reason);
        json.WriteString("until", Wording.Invariant($"{accepted.Until:yyyy-MM-dd}"));
        json.WriteEndObject();
    }

    private void Strings(string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private void Known(string name, string value) => json.WriteString(name, value.Length == 0 ? null : value);

    private void Number(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
