using PerfGate.Evaluation.Simulation;
using Perfolizer;
using Perfolizer.Mathematics.Distributions.ContinuousDistributions;
using Perfolizer.Mathematics.SignificanceTesting.Base;
using Perfolizer.Mathematics.SignificanceTesting.MannWhitney;
using Perfolizer.Metrology;

namespace PerfGate.Evaluation.Rules;

/// <summary>What another tool's published rule looks at: samples of one benchmark, pooled over launches, in nanoseconds.</summary>
/// <param name="Baseline">Base samples.</param>
/// <param name="Current">Current samples.</param>
/// <param name="History">Means of earlier runs of the base version.</param>
/// <param name="Dice">Randomness for rules that draw.</param>
internal sealed record PeerSamples(double[] Baseline, double[] Current, double[] History, Dice Dice);

/// <summary>A rule of another tool, re-implemented from its published definition: does it alarm?</summary>
/// <param name="Name">What it is.</param>
/// <param name="KnownFrom">Where it is used.</param>
/// <param name="Alarms">The rule.</param>
internal sealed record PeerRule(string Name, string KnownFrom, Func<PeerSamples, bool> Alarms)
{
    private static readonly Threshold NoThreshold = Threshold.Zero;
    private static readonly Threshold TenPercent = Threshold.Parse("10%");

    public static IReadOnlyList<PeerRule> All { get; } =
    [
        new("mean ratio ≥ 200 %", "github-action-benchmark, default", static samples => Ratio(samples) >= 2),
        new("mean ratio ≥ 110 %", "github-action-benchmark, tightened", static samples => Ratio(samples) >= 1.1),
        new("Mann-Whitney p < 0.05", "benchstat", static samples => 2 * MannWhitney(samples, NoThreshold) < 0.05),
        new("Mann-Whitney p < 0.05 beyond 10 %", "ResultsComparer", static samples => MannWhitney(samples, TenPercent) < 0.05),
        new("Welch p < 0.05 and ≥ 10 %", "many scripts", static samples => Ratio(samples) >= 1.1 && Welch(samples) < 0.05),
        new("above the 99 % t boundary of 10 runs", "Bencher", AboveBoundary),
        new("bootstrap interval beyond 1 %", "criterion", BootstrapBeyond),
        new(
            "ratio ≥ 1.1 and p < 0.002",
            "cautious scripts",
            static samples => Ratio(samples) >= 1.1 && 2 * MannWhitney(samples, NoThreshold) < 0.002),
    ];

    /// <summary>One-sided p-value of "current is not above the baseline by more than the threshold".</summary>
    public static double MannWhitney(PeerSamples samples, Threshold threshold) => MannWhitneyTest.Instance
        .Perform(new Sample(samples.Current), new Sample(samples.Baseline), AlternativeHypothesis.Greater, threshold).PValue;

    private static double Ratio(PeerSamples samples) => samples.Current.Average() / samples.Baseline.Average();

    private static double Welch(PeerSamples samples)
    {
        double x = Variance(samples.Baseline) / samples.Baseline.Length, y = Variance(samples.Current) / samples.Current.Length;
        var t = (samples.Current.Average() - samples.Baseline.Average()) / Math.Sqrt(x + y);
        var df = (x + y) * (x + y) / ((x * x / (samples.Baseline.Length - 1)) + (y * y / (samples.Current.Length - 1)));
        return 2 * new StudentDistribution(df).Cdf(-Math.Abs(t));
    }

    private static bool AboveBoundary(PeerSamples samples)
    {
        var deviation = Math.Sqrt(Variance(samples.History));
        var quantile = -new StudentDistribution(samples.History.Length - 1).Quantile(0.01);
        return samples.Current.Average() > samples.History.Average() + (quantile * deviation);
    }

    private static bool BootstrapBeyond(PeerSamples samples)
    {
        const int Resamples = 1000;
        var changes = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            changes[i] = Resampled(samples.Current, samples.Dice) / Resampled(samples.Baseline, samples.Dice);
        }

        Array.Sort(changes);
        return changes[(int)(0.025 * Resamples)] > 1.01;
    }

    private static double Resampled(double[] values, Dice dice)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++) sum += values[dice.Below(values.Length)];
        return sum / values.Length;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
