namespace PerfGate.Analysis.Statistics;

/// <summary>
/// Location and scatter of values of which now and then one lies far off: the maximum likelihood of Student's distribution with three
/// degrees of freedom (Lange, Little and Taylor 1989), by reweighting. A value far off counts little, and makes the others look no less
/// sure.
/// </summary>
internal static class HeavyTailed
{
    private const double Df = 3;
    private const int MostSteps = 100;
    private const double Tolerance = 1e-10;
    private const double SmallestScale = 1e-9;

    /// <summary>Estimates from at least two values.</summary>
    /// <returns>
    /// The location, and the variance of a single value as far as the location's error is concerned: the error of the location is the
    /// square root of this variance over the number of values.
    /// </returns>
    public static (double Location, double Variance) Estimate(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Descriptive.Sort(sorted);
        var location = Descriptive.MedianOfSorted(sorted);
        var scale = Math.Max(SmallestScale, Descriptive.Mean(Array.ConvertAll(sorted, value => Math.Abs(value - location))));
        for (var step = 0; step < MostSteps; step++)
        {
            double weights = 0, sum = 0, squares = 0;
            foreach (var value in sorted)
            {
                var distance = (value - location) / scale;
                var weight = (Df + 1) / (Df + (distance * distance));
                weights += weight;
                sum += weight * value;
                squares += weight * (value - location) * (value - location);
            }

            var before = location;
            location = sum / weights;
            scale = Math.Max(SmallestScale, Math.Sqrt(squares / sorted.Length));
            if (Math.Abs(location - before) < Tolerance * scale) break;
        }

        // The expected information of a value about the location is (Df + 1) / (Df + 3) / scale².
        return (location, scale * scale * (Df + 3) / (Df + 1));
    }
}
