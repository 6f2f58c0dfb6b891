using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Baselines;

/// <summary>
/// Writes a record as one line of canonical JSON: sorted keys, no spaces, absent instead of empty, numbers in their shortest
/// form that reads back to the same double. Described in docs/baselines.md.
/// </summary>
internal static class BaselineEncoder
{
    public const int Format = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="results">Results of one suite, whose provenance names commit, tree and time.</param>
    /// <param name="suite">The suite.</param>
    public static byte[] Encode(ResultSet results, string suite) => Write(results, suite, Id(Write(results, suite, id: null)));

    /// <summary>Hash of a line from which the id itself has been left out.</summary>
    public static string Id(ReadOnlySpan<byte> lineWithoutId) => Id(lineWithoutId, []);

    /// <summary>The same for a line whose parts before and after the id are at hand.</summary>
    public static string Id(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(after);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>The id as it stands in a line.</summary>
    public static byte[] IdProperty(string id) => Encoding.UTF8.GetBytes($"\"id\":\"{id}\",");

    private static byte[] Write(ResultSet results, string suite, string? id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        var provenance = results.Provenance;
        json.WriteStartObject();
        json.WriteNumber("benchmarks", results.Benchmarks.Length);
        json.WriteString("commit", provenance.Commit);
        if (provenance.Dirty) json.WriteBoolean("dirty", value: true);
        WriteEnvironment(json, results.Environment);
        json.WriteNumber("format", Format);
        WriteText(json, "id", id);
        WriteText(json, "ref", provenance.Ref);
        WriteText(json, "run", provenance.RunId);
        json.WriteString("suite", suite);
        json.WriteString(
            "time", provenance.Time!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        json.WriteString("tree", provenance.Tree);
        json.WriteStartArray("values");
        foreach (var benchmark in results.Benchmarks) WriteBenchmark(json, benchmark);
        json.WriteEndArray();
        if (!results.Warnings.IsEmpty)
        {
            json.WriteStartArray("warnings");
            foreach (var warning in results.Warnings) json.WriteStringValue(warning);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEnvironment(Utf8JsonWriter json, HostEnvironment environment)
    {
        json.WriteStartObject("environment");
        WriteText(json, "architecture", environment.Architecture);
        WriteText(json, "configuration", environment.Configuration);
        WriteText(json, "cpu", environment.Cpu);
        json.WriteString("key", environment.Key);
        if (environment.LogicalCores != 0) json.WriteNumber("logicalCores", environment.LogicalCores);
        WriteText(json, "name", environment.Name);
        WriteText(json, "osFamily", environment.OsFamily);
        WriteText(json, "osVersion", environment.OsVersion);
        if (environment.PhysicalCores != 0) json.WriteNumber("physicalCores", environment.PhysicalCores);
        WriteText(json, "runtime", environment.Runtime);
        WriteText(json, "runtimeVersion", environment.RuntimeVersion);
        WriteText(json, "tool", environment.Tool);
        json.WriteEndObject();
    }

    private static void WriteBenchmark(Utf8JsonWriter json, BenchmarkResult benchmark)
    {
        json.WriteStartObject();
        if (benchmark.Failure is { } failure) json.WriteString("failure", failure);
        WriteText(json, "job", benchmark.Id.Job);
        json.WriteString("method", benchmark.Id.Method);
        json.WriteStartArray("metrics");
        foreach (var samples in benchmark.Metrics) WriteSamples(json, samples);
        json.WriteEndArray();
        WriteText(json, "namespace", benchmark.Id.Namespace);
        WriteText(json, "parameters", benchmark.Id.Parameters);
        WriteText(json, "runtime", benchmark.Id.Runtime);
        json.WriteString("type", benchmark.Id.Type);
        json.WriteEndObject();
    }

    private static void WriteSamples(Utf8JsonWriter json, MetricSamples samples)
    {
        var (name, unit, better, kind) = samples.Metric;
        json.WriteStartObject();
        json.WriteString("better", better == Better.Higher ? "higher" : "lower");
        json.WriteString("kind", kind == MetricKind.Exact ? "exact" : "sampled");
        json.WriteStartArray("launches");
        foreach (var launch in samples.Launches)
        {
            json.WriteStartArray();
            foreach (var value in launch) WriteValue(json, kind == MetricKind.Exact ? value : Round(value));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString("name", name);
        json.WriteString("unit", unit);
        json.WriteEndObject();
    }

    /// <summary>
    /// Six significant digits: off by at most 5 in a million, far below what a timer can tell. Exact metrics are never rounded.
    /// </summary>
    private static double Round(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    private static void WriteValue(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) json.WriteString(name, text);
    }
}
