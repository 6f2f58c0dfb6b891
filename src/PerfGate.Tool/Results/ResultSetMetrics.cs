using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Results;

/// <summary>Reads the metrics of a result set: what they are, and what each benchmark measured of them.</summary>
internal sealed class ResultSetMetrics
{
    private static readonly PropertyNames MetricNames = new("name", "unit", "better", "kind");

    private readonly Dictionary<string, MetricKey> _metrics = new(StringComparer.Ordinal);

    /// <summary>Metrics in the order in which the last benchmarks had them.</summary>
    private readonly List<MetricKey> _order = [];

    private readonly List<MetricSamples> _samples = [];
    private readonly List<double[]> _launches = [];
    private double[] _values = new double[64];

    /// <summary>A metric as benchmarks name it. Its definition may follow them.</summary>
    private sealed class MetricKey(string name)
    {
        public string Name { get; } = name;

        public string Title { get; } = $"Samples of \"{name}\"";

        /// <summary>Stands for the definition in benchmarks before it.</summary>
        public Metric Unknown { get; } = new(name, "", Better.Lower, MetricKind.Sampled);

        public Metric? Definition { get; set; }

        /// <summary>Where a benchmark names it first without its being defined.</summary>
        public long? FirstUse { get; set; }

        /// <summary>Number of the benchmark that named it last.</summary>
        public int LastUser { get; set; } = -1;
    }

    /// <summary>Reads what the metrics are.</summary>
    public void ReadDefinitions(ref JsonCursor json)
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

    /// <summary>Reads what a benchmark measured.</summary>
    /// <param name="json">Stands at the object with its metrics.</param>
    /// <param name="benchmark">Number of the benchmark.</param>
    public ImmutableArray<MetricSamples> ReadSamples(ref JsonCursor json, int benchmark)
    {
        if (!json.EnterObject("\"samples\"")) return [];
        _samples.Clear();
        for (var i = 0; json.NextProperty(out var name, i < _order.Count ? _order[i].Name : ""); i++)
        {
            var key = KeyOf(name, i);
            if (key.LastUser == benchmark) throw json.Refuse($"\"{name}\" stands twice in one object.");
            key.LastUser = benchmark;
            if (key.Definition is null) key.FirstUse ??= json.Position;
            if (!json.EnterArray(key.Title)) continue;
            _launches.Clear();
            while (json.NextItem())
            {
                if (ReadLaunch(ref json) is { Length: > 0 } launch) _launches.Add(launch);
            }

            if (_launches.Count > 0) _samples.Add(new MetricSamples(key.Definition ?? key.Unknown, Launches()));
        }

        return [.. _samples];
    }

    /// <summary>The benchmarks, each with the definitions of its metrics.</summary>
    /// <exception cref="PerfGateException">A metric is not defined, or a benchmark has one twice.</exception>
    public ImmutableArray<BenchmarkResult> Resolve(ref JsonCursor json, List<BenchmarkResult> benchmarks)
    {
        var early = new Dictionary<Metric, Metric>(ReferenceEqualityComparer.Instance);
        foreach (var metric in _metrics.Values)
        {
            if (metric.FirstUse is not { } position) continue;
            early[metric.Unknown] = metric.Definition
                ?? throw json.Refuse($"\"metrics\" does not define the metric \"{metric.Name}\".", position);
        }

        ImmutableArray<BenchmarkResult> resolved = early.Count == 0
            ? [.. benchmarks]
            : [.. benchmarks.Select(benchmark => benchmark with { Metrics = [.. benchmark.Metrics.Select(Defined)] })];

        // Two keys may stand for one metric; a benchmark that has both could not be written again.
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!_metrics.Values.All(metric => names.Add(metric.Definition!.Name)) && resolved.FirstOrDefault(HasMetricTwice) is { } ambiguous)
            throw json.Refuse($"{ambiguous.Id.FullName} has one metric twice.");
        return resolved;

        MetricSamples Defined(MetricSamples samples) => samples with { Metric = early.GetValueOrDefault(samples.Metric, samples.Metric) };
    }

    /// <summary>Whether the text is the second of two.</summary>
    private static bool ReadChoice(ref JsonCursor json, string first, string second)
    {
        var text = json.Text();
        if (text != first && text != second) throw json.Refuse($"\"{first}\" or \"{second}\" was expected here.");
        return text == second;
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

        var launch = new double[count];
        Array.Copy(_values, launch, count);
        return launch;
    }

    private ImmutableArray<ImmutableArray<double>> Launches()
    {
        var launches = new ImmutableArray<double>[_launches.Count];
        for (var i = 0; i < launches.Length; i++) launches[i] = ImmutableCollectionsMarshal.AsImmutableArray(_launches[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(launches);
    }

    /// <summary>The metric of a benchmark's property.</summary>
    /// <param name="name">Name of the property.</param>
    /// <param name="place">Which of the benchmark's properties it is.</param>
    private MetricKey KeyOf(string name, int place)
    {
        if (place < _order.Count && ReferenceEquals(_order[place].Name, name)) return _order[place];
        var key = KeyOf(name);
        if (place < _order.Count) _order[place] = key;
        else _order.Add(key);
        return key;
    }

    private MetricKey KeyOf(string name)
    {
        if (!_metrics.TryGetValue(name, out var key)) _metrics.Add(name, key = new MetricKey(name));
        return key;
    }

    private static bool HasMetricTwice(BenchmarkResult benchmark) =>
        benchmark.Metrics.DistinctBy(samples => samples.Metric).Count() < benchmark.Metrics.Length;
}
