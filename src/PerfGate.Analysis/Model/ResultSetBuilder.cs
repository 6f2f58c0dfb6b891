using System.Collections.Immutable;

namespace PerfGate.Analysis.Model;

/// <summary>Puts a result set together, launch by launch.</summary>
/// <param name="environment">
/// Where it was measured. Leave it out only when both sides come from one machine: sides that do not say where they were measured are
/// compared as if that were so.
/// </param>
/// <param name="provenance">Which state of the sources was measured; null when that is of no interest.</param>
public sealed class ResultSetBuilder(HostEnvironment? environment = null, Provenance? provenance = null)
{
    private readonly Dictionary<BenchmarkId, Dictionary<Metric, List<ImmutableArray<double>>>> _launches = [];

    /// <summary>Adds what one launch of the benchmark's process yielded; each further call for the same metric adds a launch.</summary>
    /// <param name="benchmark">The benchmark's full name, as <see cref="BenchmarkId.Parse"/> reads it.</param>
    /// <param name="metric">What was measured.</param>
    /// <param name="values">One value an iteration in order of measuring, in the metric's unit. An exact metric has one.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException">The benchmark or the metric is null.</exception>
    /// <exception cref="FormatException">The name holds no type and method.</exception>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public ResultSetBuilder Add(string benchmark, Metric metric, params ReadOnlySpan<double> values) =>
        Add(BenchmarkId.Parse(benchmark), metric, values);

    /// <summary>Adds what one launch of the benchmark's process yielded; each further call for the same metric adds a launch.</summary>
    /// <param name="benchmark">Which benchmark.</param>
    /// <param name="metric">What was measured.</param>
    /// <param name="values">One value an iteration in order of measuring, in the metric's unit. An exact metric has one.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException">The benchmark or the metric is null.</exception>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public ResultSetBuilder Add(BenchmarkId benchmark, Metric metric, params ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(metric);
        if (values.IsEmpty)
            throw new ArgumentException("A launch has at least one value; a benchmark that failed is left out.", nameof(values));
        if (!_launches.TryGetValue(benchmark, out var metrics)) _launches.Add(benchmark, metrics = []);
        if (!metrics.TryGetValue(metric, out var launches)) metrics.Add(metric, launches = []);
        launches.Add([.. values]);
        return this;
    }

    /// <summary>The result set of all that was added so far.</summary>
    /// <returns>Benchmarks and metrics in the order in which they were first added.</returns>
    public ResultSet Build() => new(
        provenance ?? new Provenance(),
        environment ?? new HostEnvironment(),
        [.. _launches.Select(benchmark => new BenchmarkResult(benchmark.Key, "", Samples(benchmark.Value)))],
        []);

    private static ImmutableArray<MetricSamples> Samples(Dictionary<Metric, List<ImmutableArray<double>>> metrics) =>
        [.. metrics.Select(metric => new MetricSamples(metric.Key, [.. metric.Value]))];
}
