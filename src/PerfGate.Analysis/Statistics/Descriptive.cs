using System.Collections.Immutable;

namespace PerfGate.Analysis.Statistics;

/// <summary>Summaries of plain numbers. All of them are finite for finite input.</summary>
internal static class Descriptive
{
    /// <summary>Values of which a copy needs no array: what a suite usually has of a benchmark.</summary>
    public const int MostOnStack = 256;

    /// <summary>Up to so many are put in order by insertion sooner than by merging.</summary>
    private const int Block = 64;

    /// <summary>Puts values in ascending order, what is no number first.</summary>
    public static void Sort(Span<double> values)
    {
        // Compiled with this program, while every start has to compile the framework's for these numbers.
        var numbers = values[MoveNaN(values)..];
        if (numbers.Length <= Block) Insert(numbers);
        else MergeBlocks(numbers);
    }

    /// <summary>Moves what is no number to the beginning.</summary>
    /// <returns>How many these are.</returns>
    private static int MoveNaN(Span<double> values)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i])) continue;
            (values[count], values[i]) = (values[i], values[count]);
            count++;
        }

        return count;
    }

    private static void Insert(Span<double> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            var value = values[i];
            var place = i - 1;
            for (; place >= 0 && values[place] > value; place--) values[place + 1] = values[place];
            values[place + 1] = value;
        }
    }

    private static void MergeBlocks(Span<double> values)
    {
        for (var from = 0; from < values.Length; from += Block) Insert(values[from..Math.Min(from + Block, values.Length)]);
        var space = new double[values.Length];
        for (var length = Block; length < values.Length; length *= 2)
        {
            for (var from = 0; from + length < values.Length; from += 2 * length)
                Merge(values[from..Math.Min(from + (2 * length), values.Length)], length, space);
        }
    }

    /// <summary>Merges two rows in ascending order that stand behind each other.</summary>
    /// <param name="values">Both of them.</param>
    /// <param name="length">Number of values of the first one.</param>
    /// <param name="space">Space for that one.</param>
    private static void Merge(Span<double> values, int length, Span<double> space)
    {
        if (values[length - 1] <= values[length]) return;
        var first = space[..length];
        values[..length].CopyTo(first);
        for (int i = 0, j = length, place = 0; i < first.Length; place++)
            values[place] = j < values.Length && first[i] > values[j] ? values[j++] : first[i++];
    }

    /// <summary>The values that are finite numbers, in ascending order.</summary>
    /// <param name="values">The values.</param>
    /// <param name="space">Space for all of them.</param>
    public static Span<double> TakeFinite(ImmutableArray<double> values, Span<double> space)
    {
        // By index: other members of such an array are compiled at every start.
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i])) space[count++] = values[i];
        }

        Sort(space[..count]);
        return space[..count];
    }

    /// <summary>Median of values in ascending order.</summary>
    public static double MedianOfSorted(ReadOnlySpan<double> sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : Middle(sorted[middle - 1], sorted[middle]);
    }

    /// <summary>Median of values in any order.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        Span<double> sorted = values.Length <= MostOnStack ? stackalloc double[values.Length] : new double[values.Length];
        values.CopyTo(sorted);
        Sort(sorted);
        return MedianOfSorted(sorted);
    }

    /// <summary>Quantile of ascending values by linear interpolation (type 7 of Hyndman and Fan, the default of R).</summary>
    public static double QuantileOfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        var position = (sorted.Length - 1) * probability;
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Mean that does not overflow.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        var mean = 0.0;
        foreach (var value in values) mean += value / values.Length;
        return mean;
    }

    /// <summary>Variance with divisor n - 1; 0 for a single value.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        if (values.Length < 2) return 0;
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return sum / (values.Length - 1);
    }

    /// <summary>
    /// Mean of what is left of ascending values when a share of the smallest and the same share of the largest are dropped.
    /// </summary>
    public static double TrimmedMeanOfSorted(double[] sorted, double share)
    {
        var dropped = (int)(sorted.Length * share);
        return Mean(sorted.AsSpan(dropped, sorted.Length - (2 * dropped)));
    }

    /// <summary>
    /// Variance of the trimmed mean of ascending values, from the values with their tails drawn in (Tukey and McLaughlin 1963): outliers,
    /// which the mean drops, do not widen it.
    /// </summary>
    public static double TrimmedMeanVarianceOfSorted(double[] sorted, double share)
    {
        var dropped = (int)(sorted.Length * share);
        var (low, high) = (sorted[dropped], sorted[^(dropped + 1)]);
        var kept = (sorted.Length - (2.0 * dropped)) / sorted.Length;
        return Variance(Array.ConvertAll(sorted, value => Math.Clamp(value, low, high))) / (kept * kept * sorted.Length);
    }

    private static double Middle(double low, double high) => low + ((high - low) / 2);
}
