using BenchmarkDotNet.Attributes;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Reporting;

namespace PerfGate.Benchmarks;

/// <summary>From a verdict to text.</summary>
public class Rendering
{
    private readonly Report _report = Suite.Report(100);

    [Benchmark]
    public int Comment() => CommentReport.Write(_report, new CommentOptions { Key = "bench" }).Length;

    [Benchmark]
    public int Console() => Written(ReportFormat.Console);

    [Benchmark]
    public int Json() => Written(ReportFormat.Json);

    [Benchmark]
    public int JUnit() => Written(ReportFormat.JUnit);

    private int Written(ReportFormat format)
    {
        using var writer = new StringWriter();
        ReportWriter.Write(format, _report, writer, new ConsoleStyle());
        return writer.GetStringBuilder().Length;
    }
}
