namespace PerfGate.Analysis.Statistics;

/// <summary>Holm's step-down adjustment: it holds the error rate of a whole family, whatever the dependence in it.</summary>
internal static class Holm
{
    /// <summary>Adjusted p-values, in the order of the given ones.</summary>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var values = pValues.ToArray();
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (i, j) => values[i].CompareTo(values[j]));

        var adjusted = new double[values.Length];
        var largest = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, values[order[i]] * (order.Length - i)));
            adjusted[order[i]] = largest;
        }

        return adjusted;
    }
}
