using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>What is doubtful about the samples of one side, as sentences.</summary>
internal static class DataDoubts
{
    private const int FewestForShape = 15;
    private const int FewestForDrift = 8;
    private const double DriftThatMatters = 0.05;
    private const double DistanceThatMatters = 0.02;
    private const double ShareOfOutliers = 0.10;

    /// <summary>Share of the values that each of two levels has at least.</summary>
    private const double SmallestLevel = 0.2;

    /// <summary>Share of the variance that a split in two explains: 0.64 for a normal, 0.75 for a uniform distribution.</summary>
    private const double SplitExplains = 0.85;

    /// <summary>Adds what is doubtful about a side.</summary>
    /// <param name="doubts">What it is added to.</param>
    /// <param name="side">The side.</param>
    /// <param name="name">What the side is called in a sentence.</param>
    /// <param name="withShape">Whether drift, outliers and levels count.</param>
    public static void AddTo(List<string> doubts, SideData side, string name, bool withShape)
    {
        if (side.NotFinite > 0) doubts.Add($"Left out of {name}: {Words.Count(side.NotFinite, "value")} that is no finite number.");
        if (side.NotPositive > 0) doubts.Add($"Zero or negative in {name}: {Words.Count(side.NotPositive, "value")}.");
        if (side.Levels.Length - side.LevelCount is > 0 and var unusable)
            doubts.Add($"Left out of {name}: {Words.Count(unusable, "launch")} without a positive median.");
        if (SampledCase.InNanoseconds(side.Samples.Metric, side) is < 2 * SampledCase.SmallestNanoseconds)
            doubts.Add($"The time of {name} is below what a timer resolves: the compiler may have removed the code.");
        if (withShape) AddShape(doubts, side, name);
    }

    private static void AddShape(List<string> doubts, SideData side, string name)
    {
        if (Drift(side) is var drift && Math.Abs(drift) > DriftThatMatters)
            doubts.Add($"Drift in {name}: {Words.Change(drift)} within a launch; warm-up may not have ended.");

        if (side.Usable < FewestForShape) return;
        Span<double> values = side.Usable <= Descriptive.MostOnStack ? stackalloc double[side.Usable] : new double[side.Usable];
        side.TakeResiduals(values);
        double low = Descriptive.QuantileOfSorted(values, 0.25), high = Descriptive.QuantileOfSorted(values, 0.75);
        var outliers = Outside(values, low - (3 * (high - low)), high + (3 * (high - low)));
        if (outliers > ShareOfOutliers * values.Length)
            doubts.Add($"Many outliers in {name}: {Words.Count(outliers, "value")} far from the rest of their launch.");
        if (values[^1] - values[0] > DistanceThatMatters && Split(values) > SplitExplains && PerfolizerAdapter.CountModes(values.ToArray()) > 1)
            doubts.Add($"Two levels within the launches of {name} (bimodal).");
    }

    /// <summary>Median over the launches of the change from the first to the last third of its iterations, as a logarithm.</summary>
    private static double Drift(SideData side)
    {
        Span<double> drifts = side.Levels.Length <= Descriptive.MostOnStack
            ? stackalloc double[side.Levels.Length]
            : new double[side.Levels.Length];
        var count = 0;
        for (var i = 0; i < side.Samples.Launches.Length; i++)
        {
            var launch = side.Samples.Launches[i];
            if (launch.Length < FewestForDrift) continue;
            var third = launch.Length / 3;
            var values = launch.AsSpan();
            var drift = Math.Log(Descriptive.Median(values[^third..]) / Descriptive.Median(values[..third]));
            if (double.IsFinite(drift)) drifts[count++] = drift;
        }

        return count == 0 ? 0 : Descriptive.Median(drifts[..count]);
    }

    /// <summary>How many of ascending values lie below <paramref name="low"/> or above <paramref name="high"/>.</summary>
    private static int Outside(ReadOnlySpan<double> sorted, double low, double high)
    {
        int first = 0, last = sorted.Length;
        while (first < last && sorted[first] < low) first++;
        while (last > first && sorted[last - 1] > high) last--;
        return sorted.Length - (last - first);
    }

    /// <summary>
    /// Largest share of the variance that a split of the sorted values in two groups explains: cheap, before modes are counted.
    /// </summary>
    private static double Split(ReadOnlySpan<double> sorted)
    {
        var mean = Descriptive.Mean(sorted);
        var total = Descriptive.Variance(sorted) * (sorted.Length - 1);
        double below = 0, best = 0;
        for (var i = 1; i < sorted.Length; i++)
        {
            below += sorted[i - 1] - mean;
            // A few outliers are no second level.
            if (Math.Min(i, sorted.Length - i) < SmallestLevel * sorted.Length) continue;
            // The groups' means lie at below / i and -below / (n - i) from the common mean.
            best = Math.Max(best, below * below * ((1.0 / i) + (1.0 / (sorted.Length - i))));
        }

        return total > 0 ? best / total : 0;
    }
}
