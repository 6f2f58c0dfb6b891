using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PerfGate.Analysis.Model;

/// <summary>What public entry points demand of the records that they are given, so that what is missing is named there and not found later.</summary>
internal static class Require
{
    /// <summary>A result set that is there, with all of its arrays.</summary>
    /// <exception cref="ArgumentNullException">The result set is null.</exception>
    /// <exception cref="ArgumentException">An array was never set.</exception>
    public static void Complete(ResultSet results, [CallerArgumentExpression(nameof(results))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(results, parameter);
        Set(results.Benchmarks, "Benchmarks of the result set", parameter);
        foreach (var benchmark in results.Benchmarks)
        {
            if (benchmark.Metrics.IsDefault) throw Unset($"Metrics of {benchmark.Id}", parameter);
            foreach (var samples in benchmark.Metrics)
            {
                if (!IsSet(samples.Launches)) throw Unset($"Launches of {samples.Metric.Name} of {benchmark.Id}", parameter);
            }
        }
    }

    /// <summary>An array that was set.</summary>
    /// <param name="array">The array.</param>
    /// <param name="name">What it holds, for the sentence that it is missing.</param>
    /// <param name="parameter">Parameter of the entry point that it came with.</param>
    /// <exception cref="ArgumentException">It was never set.</exception>
    public static void Set<T>(ImmutableArray<T> array, string name, string? parameter)
    {
        if (array.IsDefault) throw Unset(name, parameter);
    }

    private static bool IsSet(ImmutableArray<ImmutableArray<double>> launches)
    {
        if (launches.IsDefault) return false;
        foreach (var launch in launches.AsSpan())
        {
            if (launch.IsDefault) return false;
        }

        return true;
    }

    private static ArgumentException Unset(string name, string? parameter) =>
        new($"{name}: the array was never set; one without entries is [].", parameter);
}
