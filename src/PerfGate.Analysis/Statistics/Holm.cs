namespace PerfGate.Analysis.Statistics;

/// <summary>Holm's step-down adjustment: it holds the error rate of a whole family, whatever the dependence in it.</summary>
internal static class Holm
{
    /// <summary>Adjusted p-values, in the order of the given ones.</summary>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var sorted = pValues.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);

        var adjusted = new double[sorted.Length];
        var largest = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, sorted[i] * (sorted.Length - i)));
            adjusted[order[i]] = largest;
        }

        return adjusted;
    }
}
