using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Baselines;

/// <summary>What became of reading a line.</summary>
internal enum LineState
{
    Read,

    /// <summary>It is of a later format.</summary>
    Future,

    /// <summary>It is no record, or not the one that was written.</summary>
    Damaged,
}

/// <summary>Reads a line that anybody may have written: it never throws.</summary>
internal static class BaselineDecoder
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <param name="line">The line.</param>
    /// <param name="record">The record, when it could be read.</param>
    public static LineState Decode(ReadOnlyMemory<byte> line, out BaselineRecord? record)
    {
        record = null;
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            if (StateOf(document.RootElement, line.Span) is not LineState.Read and var state) return state;
            record = Record(document.RootElement);
            return LineState.Read;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return LineState.Damaged;
        }
    }

    /// <summary>
    /// Reads what a record says about itself and holds its id against its bytes, but does not look at the samples: in a canonical line
    /// they come last.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="header">The header, when it could be read.</param>
    public static LineState DecodeHeader(ReadOnlyMemory<byte> line, out BaselineHeader? header)
    {
        header = null;
        try
        {
            var values = line.Span.IndexOf(",\"values\":"u8);
            if (values < 0) return FutureOrDamaged(line);
            byte[] front = [.. line.Span[..values], (byte)'}'];
            using var document = JsonDocument.Parse(front, Options);
            if (StateOf(document.RootElement, line.Span) is not LineState.Read and var state) return state;
            header = Header(document.RootElement);
            return LineState.Read;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return FutureOrDamaged(line);
        }
    }

    /// <summary>A later format may have its properties in another order; as a whole it tells what it is.</summary>
    private static LineState FutureOrDamaged(ReadOnlyMemory<byte> line) =>
        Decode(line, out _) is LineState.Future ? LineState.Future : LineState.Damaged;

    private static bool IsDamage(Exception exception) =>
        exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException;

    private static LineState StateOf(JsonElement root, ReadOnlySpan<byte> line)
    {
        var format = root.GetProperty("format").GetInt32();
        if (format > BaselineEncoder.Format) return LineState.Future;
        return format == BaselineEncoder.Format && HasIntegrity(line, Text(root, "id")) ? LineState.Read : LineState.Damaged;
    }

    /// <summary>Whether a line is the one that got this id.</summary>
    public static bool HasIntegrity(ReadOnlySpan<byte> line, string id)
    {
        var property = BaselineEncoder.IdProperty(id);
        var start = line.IndexOf(property);
        return start >= 0
            && string.Equals(BaselineEncoder.Id(line[..start], line[(start + property.Length)..]), id, StringComparison.Ordinal);
    }

    private static BaselineHeader Header(JsonElement root) =>
        new(
            Text(root, "id"),
            Text(root, "commit"),
            Text(root, "tree"),
            DateTimeOffset.Parse(
                Text(root, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            Optional(root, "ref"),
            Optional(root, "run"),
            root.TryGetProperty("dirty", out var dirty) && dirty.GetBoolean(),
            Environment(root.GetProperty("environment")),
            Text(root, "suite"),
            root.GetProperty("benchmarks").GetInt32());

    private static BaselineRecord Record(JsonElement root)
    {
        var header = Header(root);
        var values = root.GetProperty("values");
        if (values.GetArrayLength() != header.BenchmarkCount)
            throw new FormatException("The number of benchmarks is another one than the record says.");
        return new BaselineRecord(
            header,
            [.. values.EnumerateArray().Select(value => Benchmark(value, header.Suite))],
            root.TryGetProperty("warnings", out var warnings) ? [.. warnings.EnumerateArray().Select(String)] : []);
    }

    private static HostEnvironment Environment(JsonElement facts) => new(
        OsFamily: Optional(facts, "osFamily") ?? "",
        OsVersion: Optional(facts, "osVersion") ?? "",
        Architecture: Optional(facts, "architecture") ?? "",
        Cpu: Optional(facts, "cpu") ?? "",
        LogicalCores: Number(facts, "logicalCores"),
        PhysicalCores: Number(facts, "physicalCores"),
        Runtime: Optional(facts, "runtime") ?? "",
        RuntimeVersion: Optional(facts, "runtimeVersion") ?? "",
        Tool: Optional(facts, "tool") ?? "",
        Configuration: Optional(facts, "configuration") ?? "",
        Name: Optional(facts, "name") ?? "");

    private static BenchmarkResult Benchmark(JsonElement value, string suite)
    {
        var id = new BenchmarkId(
            Optional(value, "namespace") ?? "",
            Text(value, "type"),
            Text(value, "method"),
            Optional(value, "parameters") ?? "",
            Optional(value, "job") ?? "",
            Optional(value, "runtime") ?? "");
        if (id.Type.Length == 0 || id.Method.Length == 0) throw new FormatException("A benchmark has no type or no method.");
        ImmutableArray<MetricSamples> metrics = [.. value.GetProperty("metrics").EnumerateArray().Select(Samples)];
        if (metrics.DistinctBy(samples => samples.Metric).Count() < metrics.Length)
        {
            throw new FormatException("A benchmark has a metric twice.");
        }

        return new BenchmarkResult(id, suite, metrics, Optional(value, "failure"));
    }

    private static MetricSamples Samples(JsonElement samples)
    {
        var better = Text(samples, "better") switch
        {
            "lower" => Better.Lower,
            "higher" => Better.Higher,
            var other => throw new FormatException($"'{other}' is no direction."),
        };
        var kind = Text(samples, "kind") switch
        {
            "sampled" => MetricKind.Sampled,
            "exact" => MetricKind.Exact,
            var other => throw new FormatException($"'{other}' is no kind."),
        };
        var launches = samples.GetProperty("launches").EnumerateArray();
        return new MetricSamples(
            new Metric(Text(samples, "name"), Text(samples, "unit"), better, kind),
            [.. launches.Select(launch => launch.EnumerateArray().Select(Value).ToImmutableArray())]);
    }

    private static double Value(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && double.IsFinite(number)) return number;
        return String(value) switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw new FormatException($"'{other}' is no number."),
        };
    }

    private static int Number(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static string? Optional(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? String(value) : null;

    private static string Text(JsonElement parent, string name) => String(parent.GetProperty(name));

    private static string String(JsonElement value) => value.GetString() ?? throw new FormatException("null where a text was expected.");
}
