using System.Collections.Immutable;

namespace PerfGate.Analysis.Model;

/// <summary>The measured values of one metric, grouped by process launch.</summary>
/// <param name="Metric">What was measured.</param>
/// <param name="Launches">
/// One entry a process launch, in order of measuring; each holds the launch's iterations, one value an iteration, in the metric's unit.
/// Iterations of one launch are not independent of each other: the launch is the unit of replication.
/// </param>
/// <exception cref="ArgumentException">The launches, or the values of one, were never set.</exception>
public sealed record MetricSamples(Metric Metric, ImmutableArray<ImmutableArray<double>> Launches)
{
    /// <summary>One entry a process launch.</summary>
    public ImmutableArray<ImmutableArray<double>> Launches { get; init => field = AllSet(value); } = AllSet(Launches);

    /// <summary>Number of values over all launches.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var i = 0; i < Launches.Length; i++) count += Launches[i].Length;
            return count;
        }
    }

    /// <summary>All values in order of measuring.</summary>
    public IEnumerable<double> Values => Launches.SelectMany(launch => launch);

    /// <summary>A metric that has one value and no launches to tell apart.</summary>
    /// <param name="metric">What was measured.</param>
    /// <param name="value">Its value, in the metric's unit.</param>
    /// <returns>Samples with one launch of one value.</returns>
    /// <exception cref="ArgumentNullException">The metric is null.</exception>
    public static MetricSamples FromValue(Metric metric, double value)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new(metric, [[value]]);
    }

    private static ImmutableArray<ImmutableArray<double>> AllSet(ImmutableArray<ImmutableArray<double>> launches)
    {
        // Asked here, and there only to be refused: what is generic over numbers is compiled at every start, and there are many launches.
        if (launches.IsDefault) Require.Set(launches, nameof(Launches));
        for (var i = 0; i < launches.Length; i++)
        {
            if (launches[i].IsDefault) Require.Set(launches[i], nameof(Launches));
        }

        return launches;
    }
}
