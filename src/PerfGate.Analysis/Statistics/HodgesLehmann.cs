namespace PerfGate.Analysis.Statistics;

/// <summary>
/// Hodges-Lehmann estimators in linear memory: the median of all pairwise numbers is found by bisection on its value, so that a
/// long sample costs time in proportion to its length and no table of pairs.
/// </summary>
internal static class HodgesLehmann
{
    /// <summary>So many numbers are put in order at once sooner than their middle is searched.</summary>
    private const int FewSums = 64;

    /// <summary>Median of all differences <c>y - x</c>.</summary>
    public static double Shift(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        (long)x.Length * y.Length <= FewSums ? MedianOfAll(x, y) : Search(x, y);

    private static double MedianOfAll(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Span<double> differences = stackalloc double[FewSums];
        var count = 0;
        foreach (var later in y)
        {
            foreach (var earlier in x) differences[count++] = later - earlier;
        }

        Descriptive.Sort(differences[..count]);
        return Descriptive.MedianOfSorted(differences[..count]);
    }

    private static double Search(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        // Differences y - x are sums of y and -x: one search serves both estimators.
        var negated = new double[x.Length];
        for (var i = 0; i < x.Length; i++) negated[i] = -x[i];
        Descriptive.Sort(negated);
        var sorted = y.ToArray();
        Descriptive.Sort(sorted);

        return MiddleSum((long)sorted.Length * negated.Length, sorted[0] + negated[0], sorted[^1] + negated[^1], Count);

        long Count(double limit)
        {
            var total = 0L;
            var j = negated.Length;
            foreach (var value in sorted)
            {
                while (j > 0 && value + negated[j - 1] > limit) j--;
                total += j;
            }

            return total;
        }
    }

    /// <summary>Median of all means of two values, a value with itself included.</summary>
    public static double Location(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Descriptive.Sort(sorted);
        return MiddleSum((long)sorted.Length * (sorted.Length + 1) / 2, 2 * sorted[0], 2 * sorted[^1], Count) / 2;

        long Count(double limit)
        {
            var total = 0L;
            var j = sorted.Length;
            for (var i = 0; i < sorted.Length; i++)
            {
                while (j > 0 && sorted[i] + sorted[j - 1] > limit) j--;
                total += Math.Max(0, j - i);
            }

            return total;
        }
    }

    /// <summary>
    /// Median of sums between <paramref name="low"/> and <paramref name="high"/> of which only the count up to a limit is known.
    /// </summary>
    private static double MiddleSum(long sums, double low, double high, Func<double, long> count)
    {
        var upper = Select(sums / 2, low, high, count);
        return sums % 2 == 1 ? upper : (upper + Select((sums / 2) - 1, low, upper, count)) / 2;
    }

    /// <summary>Smallest number that more than <paramref name="rank"/> of the sums do not exceed.</summary>
    private static double Select(long rank, double low, double high, Func<double, long> count)
    {
        if (count(low) > rank) return low;
        var close = (high - low) * 1e-15;
        while (high - low > close)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) break;
            if (count(middle) > rank) high = middle;
            else low = middle;
        }

        return high;
    }
}
