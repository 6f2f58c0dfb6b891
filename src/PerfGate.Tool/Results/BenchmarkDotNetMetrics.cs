using System.Text;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>What diagnosers found beside the time. A value that is not there stays missing.</summary>
internal sealed class BenchmarkDotNetMetrics
{
    private static readonly PropertyNames MemoryNames = new(
        "Gen0Collections", "Gen1Collections", "Gen2Collections", "TotalOperations", "BytesAllocatedPerOperation");

    private static readonly PropertyNames MetricNames = new("Value", "Descriptor");

    private static readonly PropertyNames DescriptorNames = new("Id", "Unit", "TheGreaterTheBetter");

    /// <summary>What "Memory" says already, and more exactly.</summary>
    private static readonly string[] Covered = ["Gen0Collects", "Gen1Collects", "Gen2Collects", "Allocated Memory"];

    private readonly Dictionary<string, double?> _memory = new(StringComparer.Ordinal);
    private readonly List<MetricSamples> _others = [];

    public void ReadMemory(ref JsonCursor json)
    {
        uint seen = 0;
        if (!json.EnterObject("\"Memory\"")) return;
        while (json.NextProperty(MemoryNames, ref seen, out var name)) _memory[name] = json.Number();
    }

    public void ReadMetrics(ref JsonCursor json)
    {
        if (!json.EnterArray("\"Metrics\"")) return;
        while (json.NextItem())
        {
            double? value = null;
            Metric? metric = null;
            uint seen = 0;
            if (!json.EnterObject("Metric")) continue;
            while (json.NextProperty(MetricNames, ref seen, out var name))
            {
                if (name == "Value") value = json.Number();
                else metric = ReadDescriptor(ref json);
            }

            if (metric is not null && value is not null) _others.Add(MetricSamples.FromValue(metric, value.Value));
        }
    }

    /// <summary>The metrics in a fixed order; of several with one name the first.</summary>
    public IEnumerable<MetricSamples> ToSamples() => Memory().Concat(_others).DistinctBy(samples => samples.Metric.Name);

    private IEnumerable<MetricSamples> Memory()
    {
        if (Value("BytesAllocatedPerOperation") is { } bytes) yield return MetricSamples.FromValue(Metric.Allocated, bytes);
        if (Value("TotalOperations") is not ({ } operations and > 0)) yield break;
        var collected = new[] { ("Gen0Collections", Metric.Gen0), ("Gen1Collections", Metric.Gen1), ("Gen2Collections", Metric.Gen2) };
        foreach (var (name, metric) in collected)
        {
            if (Value(name) is { } collections) yield return MetricSamples.FromValue(metric, collections * 1000 / operations);
        }
    }

    private double? Value(string name) => _memory.GetValueOrDefault(name) is { } value and >= 0 ? value : null;

    private static Metric? ReadDescriptor(ref JsonCursor json)
    {
        var (id, unit, better) = ("", "", Better.Lower);
        uint seen = 0;
        if (!json.EnterObject("\"Descriptor\"")) return null;
        while (json.NextProperty(DescriptorNames, ref seen, out var name))
        {
            if (name == "Id") id = json.Text() ?? "";
            else if (name == "Unit") unit = json.Text() ?? "";
            else better = json.Flag() ? Better.Higher : Better.Lower;
        }

        return id.Length == 0 || Covered.Contains(id) ? null : new Metric(NameOf(id), unit, better, MetricKind.Sampled);
    }

    /// <summary><c>LockContentionCount</c> is <c>lock-contention-count</c>, <c>Native Code Size</c> is <c>native-code-size</c>.</summary>
    private static string NameOf(string id)
    {
        var name = new StringBuilder();
        for (var at = 0; at < id.Length; at++)
        {
            if (at > 0 && char.IsUpper(id[at]) && char.IsLower(id[at - 1])) name.Append('-');
            name.Append(id[at] == ' ' ? '-' : char.ToLowerInvariant(id[at]));
        }

        return name.ToString();
    }
}
