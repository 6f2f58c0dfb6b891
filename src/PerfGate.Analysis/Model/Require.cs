using System.Collections.Immutable;

namespace PerfGate.Analysis.Model;

/// <summary>What public records demand, so that what is missing is named where it is given and not found later.</summary>
internal static class Require
{
    /// <summary>An array that was set.</summary>
    /// <param name="array">The array.</param>
    /// <param name="name">The property that holds it.</param>
    /// <returns>The array.</returns>
    /// <exception cref="ArgumentException">It was never set.</exception>
    public static ImmutableArray<T> Set<T>(ImmutableArray<T> array, string name)
    {
        if (!array.IsDefault) return array;
        throw new ArgumentException($"{name}: the array was never set; one without entries is [].", name);
    }
}
