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

    private readonly Dictionary<string, MetricKey> _metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];
    private readonly List<double[]> _launches = [];
    private double[] _values = new double[64];

    /// <summary>A metric as benchmarks name it. Its definition may follow them.</summary>
    private sealed class MetricKey(string name)
    {
        public string Name { get; } = name;

        public string Title { get; } = $"Samples of \"{name}\"";

        public Metric? Definition { get; set; }

        /// <summary>Where a benchmark names it first.</summary>
        public long? FirstUse { get; set; }

        /// <summary>Number of the benchmark that named it last.</summary>
        public int LastUser { get; set; } = -1;
    }

    /// <summary>What a benchmark measured of a metric.</summary>
    private sealed record KeyedSamples(MetricKey Key, ImmutableArray<ImmutableArray<double>> Launches);

    /// <summary>A benchmark whose metrics are still keys.</summary>
    private sealed record Entry(BenchmarkKey Key, string? Failure, List<KeyedSamples> Samples);

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
        foreach (var metric in _metrics.Values)
        {
            if (metric is { Definition: null, FirstUse: { } position })
                throw json.Refuse($"\"metrics\" does not define the metric \"{metric.Name}\".", position);
        }

        // Two keys may stand for one metric; a benchmark that has both could not be written again.
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!_metrics.Values.All(metric => names.Add(metric.Definition!.Name)) && _entries.Find(HasMetricTwice) is { } ambiguous)
            throw json.Refuse($"{ambiguous.Key.Id.FullName} has one metric twice.");
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

            var known = KeyOf(key);
            if (known.Definition is not null) throw json.Refuse($"\"{key}\" stands twice in one object.");
            known.Definition = metric;
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
        var key = new BenchmarkKey("", new BenchmarkId("", "", ""));
        string? failure = null;
        var samples = new List<KeyedSamples>();
        var start = json.Position;
        uint seen = 0;
        if (!json.EnterObject("Benchmark")) throw json.Refuse("Benchmark: an object was expected here.");
        while (json.NextProperty(BenchmarkNames, ref seen, out var name))
        {
            switch (name)
            {
                case "benchmark":
                    key = ReadId(ref json);
                    break;
                case "failure":
                    failure = json.Text();
                    break;
                default:
                    ReadSamples(ref json, samples);
                    break;
            }
        }

        if (key.Id.Type.Length == 0 || key.Id.Method.Length == 0)
        {
            throw json.Refuse("\"benchmark\" with \"type\" and \"method\" was expected in this object.", start);
        }

        return new Entry(key, failure, samples);
    }

    private BenchmarkKey ReadId(ref JsonCursor json)
    {
        // Benchmarks of one type stand beside each other.
        var (before, id) = _entries is [.., { Key: var last }] ? (last.Suite, last.Id) : ("", new BenchmarkId("", "", ""));
        string suite = "", space = "", type = "", method = "", parameters = "", job = "", runtime = "";
        uint seen = 0;
        if (json.EnterObject("\"benchmark\""))
        {
            while (json.NextProperty(IdNames, ref seen, out var name))
            {
                switch (name)
                {
                    case "suite": suite = Shared(ref json, before); break;
                    case "namespace": space = Shared(ref json, id.Namespace); break;
                    case "type": type = Shared(ref json, id.Type); break;
                    case "method": method = json.Text(id.Method) ?? ""; break;
                    case "parameters": parameters = Shared(ref json, id.Parameters); break;
                    case "job": job = Shared(ref json, id.Job); break;
                    default: runtime = Shared(ref json, id.Runtime); break;
                }
            }
        }

        return new BenchmarkKey(suite, new BenchmarkId(space, type, method, parameters, job, runtime));
    }

    private void ReadSamples(ref JsonCursor json, List<KeyedSamples> samples)
    {
        if (!json.EnterObject("\"samples\"")) return;
        var before = _entries is [.., { Samples: var last }] ? last : [];
        while (json.NextProperty(out var name, samples.Count < before.Count ? before[samples.Count].Key.Name : ""))
        {
            var key = KeyOf(name);
            if (key.LastUser == _entries.Count) throw json.Refuse($"\"{name}\" stands twice in one object.");
            key.LastUser = _entries.Count;
            key.FirstUse ??= json.Position;
            if (!json.EnterArray(key.Title)) continue;
            _launches.Clear();
            while (json.NextItem())
            {
                if (ReadLaunch(ref json) is { Length: > 0 } launch) _launches.Add(launch);
            }

            if (_launches.Count > 0) samples.Add(new KeyedSamples(key, Launches()));
        }
    }

    private double[] ReadLaunch(ref JsonCursor json)
    {
        if (!json.EnterArray("Launch")) return [];
        var count = 0;
        while (json.NextItem())
        {
            if (json.Number() is not { } value) continue;
            if (count == _values.Length) Array.Resize(ref _values, 2 * count);
            _values[count++] = value;
        }

        return _values.AsSpan(0, count).ToArray();
    }

    private ImmutableArray<ImmutableArray<double>> Launches()
    {
        var launches = new ImmutableArray<double>[_launches.Count];
        for (var i = 0; i < launches.Length; i++) launches[i] = ImmutableCollectionsMarshal.AsImmutableArray(_launches[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(launches);
    }

    private static bool HasMetricTwice(Entry entry) =>
        entry.Samples.DistinctBy(samples => samples.Key.Definition).Count() < entry.Samples.Count;

    private static BenchmarkResult ToResult(Entry entry) => new(
        entry.Key.Id,
        entry.Key.Suite,
        [.. entry.Samples.Select(samples => new MetricSamples(samples.Key.Definition!, samples.Launches))],
        entry.Failure ?? (entry.Samples.Count == 0 ? "The result set holds no measurement of it" : null));

    private MetricKey KeyOf(string name)
    {
        if (!_metrics.TryGetValue(name, out var key)) _metrics.Add(name, key = new MetricKey(name));
        return key;
    }

    /// <summary>One instance of each text: suites, types and jobs stand in thousands of benchmarks.</summary>
    private string Shared(ref JsonCursor json, string likely)
    {
        var text = json.Text(likely) ?? "";
        if (ReferenceEquals(text, likely)) return text;
        if (_texts.TryGetValue(text, out var shared)) return shared;
        _texts.Add(text, text);
        return text;
    }
}
