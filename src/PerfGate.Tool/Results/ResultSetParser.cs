using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Results;

/// <summary>Reads a result set in one pass. Properties that are unknown are left to later versions.</summary>
internal sealed class ResultSetParser
{
    private static readonly PropertyNames RootNames = new("schema", "provenance", "environment", "warnings", "metrics", "benchmarks");
    private static readonly PropertyNames MetricNames = new("name", "unit", "better", "kind");
    private static readonly PropertyNames BenchmarkNames = new("benchmark", "failure", "samples");
    private static readonly PropertyNames IdNames = new("suite", "namespace", "type", "method", "parameters", "job", "runtime");

    private readonly Dictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _usedMetrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];
    private readonly List<double> _values = [];

    /// <summary>A benchmark whose metrics are still keys: definitions may follow.</summary>
    private sealed record Entry(
        BenchmarkId Id, string Suite, string? Failure, List<(string Key, ImmutableArray<ImmutableArray<double>> Launches)> Samples);

    public static ResultSet Parse(ref JsonCursor json) => new ResultSetParser().ReadRoot(ref json);

    private ResultSet ReadRoot(ref JsonCursor json)
    {
        var provenance = new Provenance();
        var environment = new HostEnvironment();
        var warnings = ImmutableArray<string>.Empty;
        string? schema = null;
        uint seen = 0;
        json.EnterObject("Result set");
        while (json.NextProperty(RootNames, ref seen, out var name))
        {
            switch (name)
            {
                case "schema":
                    schema = ReadSchema(ref json);
                    break;
                case "provenance":
                    provenance = ResultSetFacts.ReadProvenance(ref json);
                    break;
                case "environment":
                    environment = ResultSetFacts.ReadEnvironment(ref json);
                    break;
                case "warnings":
                    warnings = ResultSetFacts.ReadWarnings(ref json);
                    break;
                case "metrics":
                    ReadMetrics(ref json);
                    break;
                default:
                    ReadBenchmarks(ref json);
                    break;
            }
        }

        if (schema is null) throw json.Refuse($"The result set has no \"schema\"; \"{ResultSetJson.Schema}\" was expected.");
        foreach (var (key, position) in _usedMetrics)
        {
            if (!_metrics.ContainsKey(key)) throw json.Refuse($"\"metrics\" does not define the metric \"{key}\".", position);
        }

        // Two keys may stand for one metric; a benchmark that has both could not be written again.
        if (_entries.Find(HasMetricTwice) is { } ambiguous) throw json.Refuse($"{ambiguous.Id.FullName} has one metric twice.");
        return new ResultSet(provenance, environment, [.. _entries.Select(ToResult)], warnings);
    }

    private static string ReadSchema(ref JsonCursor json)
    {
        var schema = json.Text();
        if (schema == ResultSetJson.Schema) return schema;
        var refusal = json.Refuse($"The schema is \"{schema}\"; \"{ResultSetJson.Schema}\" was expected.");
        throw new PerfGateException(refusal.Code, refusal.Origin, refusal.Message,
            "Read it with the version of PerfGate that wrote it, or measure again.");
    }

    private void ReadMetrics(ref JsonCursor json)
    {
        if (!json.EnterObject("\"metrics\"")) return;
        while (json.NextProperty(out var key))
        {
            var metric = new Metric(key, "", Better.Lower, MetricKind.Sampled);
            uint seen = 0;
            if (!json.EnterObject($"Metric \"{key}\"")) throw json.Refuse($"Metric \"{key}\": an object was expected here.");
            while (json.NextProperty(MetricNames, ref seen, out var name))
            {
                metric = name switch
                {
                    "name" => metric with { Name = json.Text() ?? key },
                    "unit" => metric with { Unit = json.Text() ?? "" },
                    "better" => metric with { Better = ReadChoice(ref json, "lower", "higher") ? Better.Higher : Better.Lower },
                    _ => metric with { Kind = ReadChoice(ref json, "sampled", "exact") ? MetricKind.Exact : MetricKind.Sampled },
                };
            }

            if (!_metrics.TryAdd(key, metric)) throw json.Refuse($"\"{key}\" stands twice in one object.");
        }
    }

    /// <summary>Whether the text is the second of two.</summary>
    private static bool ReadChoice(ref JsonCursor json, string first, string second)
    {
        var text = json.Text();
        if (text != first && text != second) throw json.Refuse($"\"{first}\" or \"{second}\" was expected here.");
        return text == second;
    }

    private void ReadBenchmarks(ref JsonCursor json)
    {
        if (!json.EnterArray("\"benchmarks\"")) return;
        while (json.NextItem()) _entries.Add(ReadBenchmark(ref json));
    }

    private Entry ReadBenchmark(ref JsonCursor json)
    {
        var entry = new Entry(new BenchmarkId("", "", ""), "", null, []);
        var start = json.Position;
        uint seen = 0;
        if (!json.EnterObject("Benchmark")) throw json.Refuse("Benchmark: an object was expected here.");
        while (json.NextProperty(BenchmarkNames, ref seen, out var name))
        {
            switch (name)
            {
                case "benchmark":
                    entry = ReadId(ref json, entry);
                    break;
                case "failure":
                    entry = entry with { Failure = json.Text() };
                    break;
                default:
                    ReadSamples(ref json, entry.Samples);
                    break;
            }
        }

        if (entry.Id.Type.Length == 0 || entry.Id.Method.Length == 0)
        {
            throw json.Refuse("\"benchmark\" with \"type\" and \"method\" was expected in this object.", start);
        }

        return entry;
    }

    private Entry ReadId(ref JsonCursor json, Entry entry)
    {
        uint seen = 0;
        if (!json.EnterObject("\"benchmark\"")) return entry;
        while (json.NextProperty(IdNames, ref seen, out var name))
        {
            var text = Shared(json.Text() ?? "");
            entry = name switch
            {
                "suite" => entry with { Suite = text },
                "namespace" => entry with { Id = entry.Id with { Namespace = text } },
                "type" => entry with { Id = entry.Id with { Type = text } },
                "method" => entry with { Id = entry.Id with { Method = text } },
                "parameters" => entry with { Id = entry.Id with { Parameters = text } },
                "job" => entry with { Id = entry.Id with { Job = text } },
                _ => entry with { Id = entry.Id with { Runtime = text } },
            };
        }

        return entry;
    }

    private void ReadSamples(ref JsonCursor json, List<(string Key, ImmutableArray<ImmutableArray<double>> Launches)> samples)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (!json.EnterObject("\"samples\"")) return;
        while (json.NextProperty(out var name))
        {
            var key = Shared(name);
            if (!seen.Add(key)) throw json.Refuse($"\"{key}\" stands twice in one object.");
            _usedMetrics.TryAdd(key, json.Position);
            var launches = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
            if (!json.EnterArray($"Samples of \"{key}\"")) continue;
            while (json.NextItem())
            {
                if (ReadLaunch(ref json) is { IsEmpty: false } launch) launches.Add(launch);
            }

            if (launches.Count > 0) samples.Add((key, launches.DrainToImmutable()));
        }
    }

    private ImmutableArray<double> ReadLaunch(ref JsonCursor json)
    {
        _values.Clear();
        if (!json.EnterArray("Launch")) return [];
        while (json.NextItem())
        {
            if (json.Number() is { } value) _values.Add(value);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(_values.ToArray());
    }

    private bool HasMetricTwice(Entry entry) =>
        entry.Samples.DistinctBy(samples => _metrics[samples.Key]).Count() < entry.Samples.Count;

    private BenchmarkResult ToResult(Entry entry) => new(
        entry.Id,
        entry.Suite,
        [.. entry.Samples.Select(samples => new MetricSamples(_metrics[samples.Key], samples.Launches))],
        entry.Failure ?? (entry.Samples.Count == 0 ? "The result set holds no measurement of it" : null));

    /// <summary>One instance of each text: suites, types and jobs stand in thousands of benchmarks.</summary>
    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out var shared)) return shared;
        _texts.Add(text, text);
        return text;
    }
}
