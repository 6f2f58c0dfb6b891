using System.Globalization;
using PerfGate.Evaluation.Simulation;
using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace PerfGate.Evaluation.Recorded;

/// <summary>
/// <c>combine</c>: ways to make one estimate with an interval out of several launch pairs, held against recorded pairs of unchanged code.
/// The truth is no change, so that the error of an estimate is the estimate.
/// </summary>
internal static class CombineCommand
{
    private const double TrimmedShare = 0.2;
    private const int Draws = 400;
    private const double Tail = 0.05;
    private static readonly int[] Counts = [4, 8, 16];

    /// <summary>An estimate with the reach of its one-sided 95 % bound.</summary>
    private delegate (double Estimate, double Reach) Combination(double[] sorted);

    private static readonly (string Name, Combination Combine)[] Ways =
    [
        ("mean, Student's t", Mean),
        ("Hodges-Lehmann, Student's t", HodgesLehmannT),
        ("Hodges-Lehmann, signed ranks", HodgesLehmannRanks),
        ("trimmed mean, winsorized variance", TrimmedMean),
        ("median, order statistics", MedianOrder),
        ("heavy-tailed (t with 3 degrees of freedom)", HeavyTailed),
    ];

    public static void Run(Arguments arguments)
    {
        Console.WriteLine(
            "| recorded under | pairs | combination | error (root mean square) | 95th percentile of the error | reach, median "
                + "| bounds that miss (5 % nominal) |");
        Console.WriteLine("|---|--:|---|--:|--:|--:|--:|");
        foreach (var path in arguments.Text("recording", "recording.json").Split(','))
        {
            var recording = Recording.Read(path);
            foreach (var count in Counts)
            {
                foreach (var (name, combine) in Ways) Row(recording, count, name, combine, arguments.Number("seed", 1));
            }
        }
    }

    private static void Row(Recording recording, int count, string name, Combination combine, int seed)
    {
        var errors = new List<double>();
        var reaches = new List<double>();
        var missed = 0;
        foreach (var (benchmark, pairs) in recording.Pairs.Where(entry => entry.Value.Count >= count))
        {
            var differences = pairs.ConvertAll(pair => Trimmed(pair.Logs()));
            for (var draw = 0; draw < Draws; draw++)
            {
                var dice = Dice.For(seed, benchmark, draw);
                var drawn = differences.OrderBy(_ => dice.Next()).Take(count).Select(value => dice.Sign() * value).Order().ToArray();
                var (estimate, reach) = combine(drawn);
                errors.Add(Math.Abs(estimate));
                reaches.Add(reach);
                if (estimate - reach > 0) missed++;
            }
        }

        errors.Sort();
        reaches.Sort();
        var mean = Math.Sqrt(errors.Average(error => error * error));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {recording.Load} | {count} | {name} | {mean * 100:0.00} % | {errors[(int)(errors.Count * 0.95)] * 100:0.00} % "
                + $"| {reaches[reaches.Count / 2] * 100:0.00} % | {100.0 * missed / errors.Count:0.0} % |"));
    }

    private static double Trimmed(double[] ratios)
    {
        var sorted = ratios.Order().ToArray();
        var dropped = (int)(sorted.Length * TrimmedShare);
        return sorted.AsSpan(dropped, sorted.Length - (2 * dropped)).ToArray().Average();
    }

    private static (double, double) Mean(double[] sorted) => (sorted.Average(), StudentReach(sorted));

    private static (double, double) HodgesLehmannT(double[] sorted) => (Walsh(sorted)[Walsh(sorted).Length / 2], StudentReach(sorted));

    private static double StudentReach(double[] sorted)
    {
        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / (sorted.Length - 1));
        return StudentQuantile(sorted.Length - 1) * deviation / Math.Sqrt(sorted.Length);
    }

    // Tukey and McLaughlin 1963: the ends are dropped from the mean, and drawn in for its variance.
    private static (double, double) TrimmedMean(double[] sorted)
    {
        var dropped = (int)(sorted.Length * TrimmedShare);
        var drawnIn = Array.ConvertAll(sorted, value => Math.Clamp(value, sorted[dropped], sorted[^(dropped + 1)]));
        var mean = drawnIn.Average();
        var variance = drawnIn.Sum(value => (value - mean) * (value - mean)) / (sorted.Length - 1);
        var kept = sorted.Length - (2 * dropped);
        var error = Math.Sqrt(variance * sorted.Length) / kept;
        return (sorted.AsSpan(dropped, kept).ToArray().Average(), StudentQuantile(kept - 1) * error);
    }

    // The bound is the Walsh average whose rank the distribution of the signed-rank statistic says; by its normal approximation.
    private static (double, double) HodgesLehmannRanks(double[] sorted)
    {
        var walsh = Walsh(sorted);
        var n = sorted.Length;
        var centre = n * (n + 1) / 4.0;
        var spread = Math.Sqrt(n * (n + 1) * ((2 * n) + 1) / 24.0);
        var rank = Math.Clamp((int)Math.Floor(centre + (NormalDistribution.Standard.Quantile(Tail) * spread)), 0, walsh.Length - 1);
        var middle = walsh[walsh.Length / 2];
        return (middle, middle - walsh[rank]);
    }

    private static (double, double) MedianOrder(double[] sorted)
    {
        var n = sorted.Length;
        var rank = 0;
        while (rank + 1 < n / 2 && SignTail(n, rank) <= Tail) rank++;
        var middle = n % 2 == 1 ? sorted[n / 2] : (sorted[(n / 2) - 1] + sorted[n / 2]) / 2;
        return (middle, middle - sorted[rank]);
    }

    // Maximum likelihood of a t location by reweighting; its reach from the weights.
    private static (double, double) HeavyTailed(double[] sorted)
    {
        const double df = 3;
        var location = sorted[sorted.Length / 2];
        var scale = Math.Max(1e-6, sorted.Average(value => Math.Abs(value - location)));
        var weights = new double[sorted.Length];
        for (var step = 0; step < 50; step++)
        {
            for (var i = 0; i < sorted.Length; i++)
            {
                var z = (sorted[i] - location) / scale;
                weights[i] = (df + 1) / (df + (z * z));
            }

            location = sorted.Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum();
            var squares = sorted.Zip(weights, (value, weight) => weight * (value - location) * (value - location)).Sum();
            scale = Math.Max(1e-6, Math.Sqrt(squares / sorted.Length));
        }

        // Expected information of a t location: (df + 1) / (df + 3) / scale².
        var error = scale * Math.Sqrt((df + 3) / (df + 1) / sorted.Length);
        return (location, StudentQuantile(sorted.Length - 1) * error);
    }

    private static double StudentQuantile(double df) => -new StudentDistribution(df).Quantile(Tail);

    // Probability that at most so many of n fair coins fall on one side.
    private static double SignTail(int n, int most)
    {
        double term = Math.Pow(0.5, n), sum = term;
        for (var k = 1; k <= most; k++) sum += term *= (double)(n - k + 1) / k;
        return sum;
    }

    private static double[] Walsh(double[] sorted)
    {
        var averages = new List<double>();
        for (var i = 0; i < sorted.Length; i++)
        {
            for (var k = i; k < sorted.Length; k++) averages.Add((sorted[i] + sorted[k]) / 2);
        }

        averages.Sort();
        return [.. averages];
    }
}
