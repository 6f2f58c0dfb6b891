using System.Collections.Immutable;

namespace PerfGate.Analysis.Model;

/// <summary>What one benchmark yielded.</summary>
/// <param name="Id">Which benchmark it is.</param>
/// <param name="Suite">Name of the project it belongs to; empty when the source does not say.</param>
/// <param name="Metrics">Its metrics; empty when it failed.</param>
/// <param name="Failure">Why there is no measurement, in one line; null when there is one.</param>
/// <exception cref="ArgumentException">The metrics were never set.</exception>
public sealed record BenchmarkResult(BenchmarkId Id, string Suite, ImmutableArray<MetricSamples> Metrics, string? Failure = null)
{
    /// <summary>Its metrics.</summary>
    public ImmutableArray<MetricSamples> Metrics { get; init => field = Require.Set(value, nameof(Metrics)); } =
        Require.Set(Metrics, nameof(Metrics));

    /// <summary>Whether the benchmark yielded no measurement.</summary>
    public bool HasFailed => Failure is not null;

    /// <summary>What tells it from the other entries of its result set.</summary>
    public BenchmarkKey Key => new(Suite, Id);

    /// <summary>Number of launches that yielded something, of whatever metric.</summary>
    internal int Launches
    {
        get
        {
            var most = 0;
            foreach (var samples in Metrics) most = Math.Max(most, samples.Launches.Length);
            return most;
        }
    }

    /// <summary>The samples of a metric, or null when it was not measured.</summary>
    /// <param name="name">The metric's name.</param>
    /// <returns>The samples; null when there are none of that name.</returns>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public MetricSamples? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var samples in Metrics)
        {
            if (string.Equals(samples.Metric.Name, name, StringComparison.Ordinal)) return samples;
        }

        return null;
    }
}
