using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>One element of "Benchmarks" in a BenchmarkDotNet export.</summary>
internal sealed class BenchmarkDotNetEntry
{
    private static readonly PropertyNames EntryNames = new(
        "DisplayInfo",
        "Namespace",
        "Type",
        "Method",
        "MethodTitle",
        "Parameters",
        "FullName",
        "Statistics",
        "Memory",
        "Measurements",
        "Metrics");

    private static readonly PropertyNames StatisticsNames = new("OriginalValues");

    private static readonly PropertyNames MeasurementNames = new(
        "IterationMode", "IterationStage", "LaunchIndex", "Operations", "Nanoseconds");

    private readonly BenchmarkDotNetMetrics _metrics = new();
    private BenchmarkDotNetNames _names = new();
    private bool _hasStatistics;

    public double[] OriginalValues { get; private set; } = [];

    /// <summary>Nanoseconds an operation of the result iterations, by launch; empty in a brief export.</summary>
    public SortedDictionary<int, List<double>> Launches { get; } = [];

    public static BenchmarkDotNetEntry Read(ref JsonCursor json)
    {
        var entry = new BenchmarkDotNetEntry();
        var start = json.Position;
        uint seen = 0;
        if (!json.EnterObject("Benchmark")) throw json.Refuse("Benchmark: an object was expected here.");
        while (json.NextProperty(EntryNames, ref seen, out var name)) entry.ReadProperty(ref json, name);
        if (entry._names.Type.Length == 0 || entry._names.Method.Length == 0)
        {
            throw json.Refuse("This benchmark has no \"Type\" or no \"Method\"; BenchmarkDotNet writes both.", start);
        }

        return entry;
    }

    public BenchmarkResult ToResult(string hostRuntime)
    {
        var id = BenchmarkDotNetId.Create(_names, hostRuntime);
        if (!_hasStatistics) return new BenchmarkResult(id, "", [], "BenchmarkDotNet has no statistics for it: it failed or did not run");

        var launches = Launches.Count > 0 ? [.. Launches.Values.Select(Immutable)] : ImmutableArray.Create(Immutable(OriginalValues));
        if (launches.All(launch => launch.IsEmpty)) return new BenchmarkResult(id, "", [], "BenchmarkDotNet has no usable value for it");
        return new BenchmarkResult(id, "", [new MetricSamples(Metric.Time, launches), .. _metrics.ToSamples()]);
    }

    private static ImmutableArray<double> Immutable(IEnumerable<double> values) =>
        ImmutableCollectionsMarshal.AsImmutableArray(values.ToArray());

    private void ReadProperty(ref JsonCursor json, string name)
    {
        switch (name)
        {
            case "Statistics":
                _hasStatistics = ReadStatistics(ref json);
                break;
            case "Memory":
                _metrics.ReadMemory(ref json);
                break;
            case "Measurements":
                ReadMeasurements(ref json);
                break;
            case "Metrics":
                _metrics.ReadMetrics(ref json);
                break;
            default:
                _names = _names.With(name, json.Text() ?? "");
                break;
        }
    }

    private bool ReadStatistics(ref JsonCursor json)
    {
        uint seen = 0;
        if (!json.EnterObject("\"Statistics\"")) return false;
        while (json.NextProperty(StatisticsNames, ref seen, out _))
        {
            var values = new List<double>();
            if (!json.EnterArray("\"OriginalValues\"")) continue;
            while (json.NextItem())
            {
                if (json.Number() is { } value and >= 0) values.Add(value);
            }

            OriginalValues = [.. values];
        }

        return true;
    }

    private void ReadMeasurements(ref JsonCursor json)
    {
        if (!json.EnterArray("\"Measurements\"")) return;
        while (json.NextItem()) ReadMeasurement(ref json);
    }

    private void ReadMeasurement(ref JsonCursor json)
    {
        var (isWorkload, isResult, launch) = (false, false, 0);
        double? operations = null, nanoseconds = null;
        uint seen = 0;
        if (!json.EnterObject("Measurement")) return;
        while (json.NextProperty(MeasurementNames, ref seen, out var name))
        {
            switch (name)
            {
                case "IterationMode":
                    isWorkload = json.IsText("Workload"u8);
                    break;
                case "IterationStage":
                    isResult = json.IsText("Result"u8);
                    break;
                case "LaunchIndex":
                    launch = json.Count();
                    break;
                case "Operations":
                    operations = json.Number();
                    break;
                default:
                    nanoseconds = json.Number();
                    break;
            }
        }

        if (!isWorkload || !isResult || operations is not > 0 || nanoseconds is not >= 0) return;
        if (!Launches.TryGetValue(launch, out var values)) Launches.Add(launch, values = []);
        values.Add(nanoseconds.Value / operations.Value);
    }
}
