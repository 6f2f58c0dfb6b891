using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>
/// PerfGate's own format of results, described in docs/result-set.md. It is written by hand, not by a serializer: reflection costs
/// start-up time, and a launch's samples shall stand in one line.
/// </summary>
internal static class ResultSetJson
{
    public const string SchemaName = "perfgate.results/";

    public const string Schema = SchemaName + "1";

    // The file is not embedded in HTML: quotation marks and angle brackets of type names stay readable.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes the set with its benchmarks in ordinal order, so that equal sets make equal files.</summary>
    public static void Write(Stream stream, ResultSet results)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = Encoder });
        var metrics = new MetricKeys(results);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        WriteProvenance(json, results.Provenance);
        WriteEnvironment(json, results.Environment);
        WriteWarnings(json, results.Warnings);
        WriteMetrics(json, metrics);
        json.WriteStartArray("benchmarks");
        var line = new ArrayBufferWriter<byte>();
        foreach (var benchmark in results.Benchmarks.OrderBy(benchmark => benchmark.Key, BenchmarkKey.Order))
        {
            WriteBenchmark(json, benchmark, metrics, line);

            // The writer keeps what it has not flushed.
            if (json.BytesPending > 1 << 16) json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteProvenance(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteStartObject("provenance");
        WriteText(json, "commit", provenance.Commit);
        WriteText(json, "tree", provenance.Tree);
        WriteText(json, "ref", provenance.Ref);
        if (provenance.Dirty) json.WriteBoolean("dirty", true);
        WriteText(json, "time", provenance.Time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        WriteText(json, "runId", provenance.RunId);
        json.WriteEndObject();
    }

    private static void WriteEnvironment(Utf8JsonWriter json, HostEnvironment environment)
    {
        json.WriteStartObject("environment");
        WriteFact(json, "name", environment.Name);
        WriteFact(json, "os", environment.OsFamily);
        WriteFact(json, "osVersion", environment.OsVersion);
        WriteFact(json, "architecture", environment.Architecture);
        WriteFact(json, "cpu", environment.Cpu);
        if (environment.LogicalCores != 0) json.WriteNumber("logicalCores", environment.LogicalCores);
        if (environment.PhysicalCores != 0) json.WriteNumber("physicalCores", environment.PhysicalCores);
        WriteFact(json, "runtime", environment.Runtime);
        WriteFact(json, "runtimeVersion", environment.RuntimeVersion);
        WriteFact(json, "tool", environment.Tool);
        WriteFact(json, "configuration", environment.Configuration);
        json.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter json, ImmutableArray<string> warnings)
    {
        if (warnings.IsEmpty) return;
        json.WriteStartArray("warnings");
        foreach (var warning in warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
    }

    private static void WriteMetrics(Utf8JsonWriter json, MetricKeys metrics)
    {
        json.WriteStartObject("metrics");
        foreach (var (metric, key) in metrics.Definitions)
        {
            json.WriteStartObject(key);
            if (key != metric.Name) json.WriteString("name", metric.Name);
            json.WriteString("unit", metric.Unit);
            json.WriteString("better", metric.Better == Better.Higher ? "higher" : "lower");
            json.WriteString("kind", metric.Kind == MetricKind.Exact ? "exact" : "sampled");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteBenchmark(Utf8JsonWriter json, BenchmarkResult benchmark, MetricKeys metrics, ArrayBufferWriter<byte> line)
    {
        json.WriteStartObject();
        WriteLine(json, "benchmark", line, benchmark, WriteId);
        WriteText(json, "failure", benchmark.Failure);
        json.WriteStartObject("samples");
        foreach (var samples in benchmark.Metrics)
        {
            WriteLine(json, metrics[samples.Metric], line, samples, WriteSamples);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, BenchmarkResult benchmark)
    {
        json.WriteStartObject();
        WriteFact(json, "suite", benchmark.Suite);
        WriteFact(json, "namespace", benchmark.Id.Namespace);
        json.WriteString("type", benchmark.Id.Type);
        json.WriteString("method", benchmark.Id.Method);
        WriteFact(json, "parameters", benchmark.Id.Parameters);
        WriteFact(json, "job", benchmark.Id.Job);
        WriteFact(json, "runtime", benchmark.Id.Runtime);
        json.WriteEndObject();
    }

    private static void WriteSamples(Utf8JsonWriter json, MetricSamples samples)
    {
        json.WriteStartArray();
        foreach (var launch in samples.Launches)
        {
            json.WriteStartArray();

            // JSON has no other numbers than finite ones, and what is not finite was not measured.
            foreach (var value in launch.Where(double.IsFinite)) json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteLine<T>(
        Utf8JsonWriter json, string name, ArrayBufferWriter<byte> line, T value, Action<Utf8JsonWriter, T> write)
    {
        line.ResetWrittenCount();
        using (var inner = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = Encoder })) write(inner, value);
        json.WritePropertyName(name);
        json.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
    }

    private static void WriteFact(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0) json.WriteString(name, text);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }
}
