using System.Globalization;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>
/// The keys under which a result set defines its metrics once: their names, unless two suites give one name to different metrics.
/// </summary>
internal sealed class MetricKeys
{
    private readonly Dictionary<Metric, string> _keys = [];

    public MetricKeys(ResultSet results)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var namesakes = new Dictionary<string, int>(StringComparer.Ordinal);
        var metrics = results.Benchmarks.SelectMany(benchmark => benchmark.Metrics).Select(samples => samples.Metric).Distinct();
        foreach (var metric in metrics.OrderBy(metric => metric.Name, StringComparer.Ordinal)
            .ThenBy(metric => metric.Unit, StringComparer.Ordinal).ThenBy(metric => metric.Better).ThenBy(metric => metric.Kind))
        {
            var key = metric.Name;
            var number = namesakes.GetValueOrDefault(key, 1);
            while (!used.Add(key)) key = string.Create(CultureInfo.InvariantCulture, $"{metric.Name}#{++number}");
            namesakes[metric.Name] = number;
            _keys.Add(metric, key);
        }
    }

    public IEnumerable<KeyValuePair<Metric, string>> Definitions => _keys.OrderBy(entry => entry.Value, StringComparer.Ordinal);

    public string this[Metric metric] => _keys[metric];
}
