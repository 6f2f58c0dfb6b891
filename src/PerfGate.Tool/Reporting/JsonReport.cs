using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>The report for programs, as docs/report.schema.json describes it.</summary>
internal sealed class JsonReport : IDisposable
{
    private readonly TextWriter _writer;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    private JsonReport(TextWriter writer)
    {
        _writer = writer;
        _json = new Utf8JsonWriter(
            _buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JsonEncoding.Encoder });
    }

    public static void Write(Report report, TextWriter writer)
    {
        using var output = new JsonReport(writer);
        output.Write(report);
    }

    public void Dispose() => _json.Dispose();

    private void Write(Report report)
    {
        var result = report.Result;
        _json.WriteStartObject();
        _json.WriteString("schema", "perfgate.report/1");
        _json.WriteString("verdict", Wording.Word(result.Verdict));
        _json.WriteNumber("exitCode", (int)report.ExitCode);
        _json.WriteString("failOn", Wording.Word(result.FailOn));
        Summary(result);
        _json.WriteString("baseline", report.Baseline);
        _json.WriteString("current", report.Current);
        Strings("measured", report.Measured);
        _json.WriteNumber("durationSeconds", Math.Round(report.Duration.TotalSeconds, 3));
        Environment(result.Environment);
        Strings("warnings", AsFarAsRead(result.Warnings));
        _json.WriteStartArray("suiteFailures");
        foreach (var failure in report.SuiteFailures) SuiteFailure(failure);
        _json.WriteEndArray();
        _json.WriteStartArray("comparisons");
        foreach (var finding in result.Findings)
        {
            Comparison(finding);
            Drain();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        Drain();
        _writer.Write('\n');
    }

    /// <summary>Hands on what is complete, so that memory stays that of one comparison.</summary>
    private void Drain()
    {
        _json.Flush();
        _writer.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _buffer.ResetWrittenCount();
    }

    // A second stage refuses what is longer.
    private static ImmutableArray<string> AsFarAsRead(ImmutableArray<string> warnings)
    {
        const int Most = JsonReportReader.MostTexts;
        return warnings.Length <= Most
            ? warnings
            : [.. warnings[..(Most - 1)], $"{Phrase.Count(warnings.Length - Most + 1, "further warning")} left out."];
    }

    private void Summary(GateResult result)
    {
        _json.WriteStartObject("summary");
        _json.WriteNumber("total", result.Findings.Length);
        foreach (var outcome in Enum.GetValues<Outcome>()) _json.WriteNumber(Wording.Word(outcome), result.Count(outcome));
        _json.WriteEndObject();
    }

    private void Environment(EnvironmentComparison environment)
    {
        _json.WriteStartObject("environment");
        Host("baseline", environment.Baseline);
        Host("current", environment.Current);
        _json.WriteBoolean("comparable", environment.Comparable);
        Strings("differences", environment.Differences);
        _json.WriteEndObject();
    }

    private void Host(string name, HostEnvironment host)
    {
        _json.WriteStartObject(name);
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
        _json.WriteEndObject();
    }

    private void SuiteFailure(SuiteFailure failure)
    {
        _json.WriteStartObject();
        _json.WriteString("suite", failure.Suite);
        Strings("logTail", failure.LogTail);
        _json.WriteEndObject();
    }

    private void Comparison(Finding finding)
    {
        var comparison = finding.Comparison;
        var id = comparison.Benchmark;
        _json.WriteStartObject();
        _json.WriteString("benchmark", id.FullName);
        _json.WriteString("suite", comparison.Suite);
        _json.WriteString("namespace", id.Namespace);
        _json.WriteString("type", id.Type);
        _json.WriteString("method", id.Method);
        _json.WriteString("parameters", id.Parameters);
        _json.WriteString("job", id.Job);
        _json.WriteString("runtime", id.Runtime);
        _json.WriteString("metric", comparison.Metric.Name);
        _json.WriteString("unit", comparison.Metric.Unit);
        _json.WriteString("better", Wording.Word(comparison.Metric.Better));
        _json.WriteString("outcome", Wording.Word(finding.Outcome));
        _json.WriteBoolean("fails", finding.Failure != FailureCause.None);
        Side("baseline", comparison.Baseline);
        Side("current", comparison.Current);
        Number("ratio", comparison.Estimate?.Ratio);
        Number("ratioLow", comparison.Estimate?.RatioLow);
        Number("ratioHigh", comparison.Estimate?.RatioHigh);
        Number("pValue", comparison.Estimate?.PValue);
        Number("detectionLimit", comparison.Estimate?.DetectionLimit);
        _json.WriteString("reason", comparison.Reason);
        Accepted(finding.Accepted);
        Strings("warnings", comparison.Warnings);
        _json.WriteEndObject();
    }

    private void Side(string name, SideSummary? side)
    {
        if (side is null)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartObject(name);
        Number("median", side.Median);
        Number("mean", side.Mean);
        _json.WriteNumber("n", side.Count);
        _json.WriteNumber("launches", side.Launches);
        _json.WriteEndObject();
    }

    private void Accepted(AcceptedRegression? accepted)
    {
        if (accepted is null)
        {
            _json.WriteNull("accepted");
            return;
        }

        _json.WriteStartObject("accepted");
        _json.WriteString("pattern", accepted.Pattern);
        Number("upTo", accepted.UpTo);
        _json.WriteString("reason", accepted.Reason);
        _json.WriteString("until", Wording.Invariant($"{accepted.Until:yyyy-MM-dd}"));
        _json.WriteEndObject();
    }

    private void Strings(string name, IEnumerable<string> values)
    {
        _json.WriteStartArray(name);
        foreach (var value in values) _json.WriteStringValue(value);
        _json.WriteEndArray();
    }

    private void Known(string name, string value) => _json.WriteString(name, value.Length == 0 ? null : value);

    private void Number(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) _json.WriteNumber(name, number);
        else _json.WriteNull(name);
    }
}
