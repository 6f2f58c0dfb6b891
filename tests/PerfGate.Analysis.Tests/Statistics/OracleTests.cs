using PerfGate.Analysis.Statistics;
using Perfolizer;
using Perfolizer.Mathematics.SignificanceTesting.Base;
using Perfolizer.Mathematics.SignificanceTesting.MannWhitney;
using Perfolizer.Metrology;

namespace PerfGate.Analysis.Tests.Statistics;

/// <summary>Every expected number here was printed by R 4.2.2 with options(digits = 15); the command stands beside it.</summary>
public sealed class OracleTests
{
    private static readonly double[] X = [10.1, 10.4, 9.8, 10.9, 10.2];
    private static readonly double[] Y = [11.0, 10.6, 11.9, 10.8];
    private static readonly double[] Pairs = [0.012, -0.003, 0.025, 0.4, 0.008, 0.011];
    private static readonly double[] Values = [3, 1, 4, 1, 5, 9, 2, 6];

    [Theory] // qt(tail, df, lower.tail = FALSE)
    [InlineData(0.05, 3, 2.35336343480183)]
    [InlineData(0.0005, 3, 12.9239786366875)]
    [InlineData(0.0006666667, 5, 6.44919476308723)]
    [InlineData(1e-5, 3, 47.9277283759339)]
    [InlineData(1e-6, 6.5, 15.7799151077169)]
    [InlineData(0.025, 2, 4.30265272974946)]
    [InlineData(0.25, 4.5, 0.732866686235995)]
    [InlineData(0.001, 1, 318.30883898555)]
    [InlineData(0.05, 1e6, 1.64485515072204)]
    public void Student_quantiles_agree_with_R(double tail, double df, double expected) =>
        PerfolizerAdapter.StudentQuantile(tail, df).ShouldBe(expected, 1e-5 * expected);

    [Theory] // pt(-t, df)
    [InlineData(2.5, 3, 0.0438533235040328)]
    [InlineData(40, 4, 1.16700816130063e-06)]
    [InlineData(1, 1, 0.25)]
    [InlineData(6, 17.3, 6.65988002098405e-06)]
    public void Student_tails_agree_with_R(double t, double df, double expected) =>
        PerfolizerAdapter.StudentTail(t, df).ShouldBe(expected, 1e-6 * expected);

    [Theory] // pt(-(0.2 - limit) / 0.05, 4)
    [InlineData(0.1, 0.0580582617584078)]
    [InlineData(0.2, 0.5)]
    [InlineData(0.3, 0.941941738241592)]
    public void The_p_value_of_an_estimate_beyond_a_limit_agrees_with_R(double limit, double expected) =>
        new StudentEstimate(0.2, 0.05, 4).PValueAbove(limit).ShouldBe(expected, 1e-6);

    [Fact]
    public void The_reach_of_many_estimates_is_that_of_each()
    {
        var reach = new StudentReach(0.05);
        foreach (var df in new double[] { 4, 4, 10, 4.5, 4 })
        {
            var estimate = new StudentEstimate(0.2, 0.05 * df, df);
            reach.Of(estimate).ShouldBe(estimate.Reach(0.05));
        }
    }

    [Fact] // median(outer(y, x, "-")), which is wilcox.test(y, x, conf.int = TRUE)$estimate
    public void The_Hodges_Lehmann_shift_agrees_with_R() => HodgesLehmann.Shift(X, Y).ShouldBe(0.75, 1e-12);

    [Theory] // Few differences are put in order, of many the middle is searched.
    [InlineData(8, 8)]
    [InlineData(13, 5)]
    [InlineData(9, 8)]
    public void A_Hodges_Lehmann_shift_is_the_median_of_all_differences(int first, int second)
    {
        var random = new Random(first);
        double[] x = [.. Enumerable.Range(0, first).Select(_ => random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, second).Select(_ => 1 + random.NextDouble())];

        HodgesLehmann.Shift(x, y).ShouldBe(Descriptive.Median([.. y.SelectMany(later => x.Select(earlier => later - earlier))]), 1e-12);
    }

    [Fact] // w <- outer(d, d, "+") / 2; median(w[upper.tri(w, diag = TRUE)])
    public void The_Hodges_Lehmann_location_agrees_with_R() => HodgesLehmann.Location(Pairs).ShouldBe(0.012, 1e-12);

    [Theory] // exp(..[2]) and ..[1] of nlm(\(p) -sum(dt((x - p[1]) / exp(p[2]), 3, log = TRUE) - p[2]), c(median(x), log(mad(x))))
    [InlineData(new[] { 0.012, -0.003, 0.025, 0.4, 0.008, 0.011 }, 0.0108909419456206, 0.0142207150067335)]
    [InlineData(new[] { 0.01, -0.02, 0.03, 0.005 }, 0.00747450772390619, 0.0146447286573269)]
    public void The_heavy_tailed_estimate_agrees_with_R(double[] values, double location, double scale)
    {
        var estimate = HeavyTailed.Estimate(values);

        // As far as a numerical maximum goes.
        estimate.Location.ShouldBe(location, 1e-6);
        Math.Sqrt(estimate.Variance * 4 / 6).ShouldBe(scale, 1e-6);
    }

    [Fact] // p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.2), "holm")
    public void Holm_agrees_with_R() =>
        Holm.Adjust([0.01, 0.04, 0.03, 0.005, 0.2]).ShouldBe([0.04, 0.09, 0.09, 0.025, 0.2], 1e-12);

    [Fact] // wilcox.test(x, y, alternative = "less", exact = TRUE)$p.value; the accuracy study's peers rest on it
    public void Mann_Whitney_agrees_with_R() => ((double)MannWhitneyTest.Instance
        .Perform(new Sample(Y), new Sample(X), AlternativeHypothesis.Greater, Threshold.Zero).PValue).ShouldBe(0.0317460317460317, 1e-12);

    [Theory] // quantile(v, type = 7)
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 3.5)]
    [InlineData(0.75, 5.25)]
    [InlineData(0.9, 6.9)]
    public void Quantiles_agree_with_R(double probability, double expected) =>
        Descriptive.QuantileOfSorted([.. Values.Order()], probability).ShouldBe(expected, 1e-12);

    [Fact] // var(v); mean(v, trim = 0.2); median(v)
    public void Variance_trimmed_mean_and_median_agree_with_R()
    {
        Descriptive.Variance(Values).ShouldBe(7.55357142857143, 1e-12);
        Descriptive.TrimmedMeanOfSorted([.. Values.Order()], 0.2).ShouldBe(3.5, 1e-12);
        Descriptive.Median(Values).ShouldBe(3.5, 1e-12);
    }

    [Theory] // digamma(x); trigamma(x)
    [InlineData(0.5, -1.96351002602142, 4.93480220054468)]
    [InlineData(1, -0.577215664901532, 1.64493406684823)]
    [InlineData(3.7, 1.16715353936151, 0.310037857670038)]
    [InlineData(20, 2.97052399224215, 0.0512708229352031)]
    public void Derivatives_of_the_log_gamma_function_agree_with_R(double x, double digamma, double trigamma)
    {
        SpecialFunctions.Digamma(x).ShouldBe(digamma, 1e-11);
        SpecialFunctions.Trigamma(x).ShouldBe(trigamma, 1e-11);
        SpecialFunctions.InverseTrigamma(trigamma).ShouldBe(x, 1e-8 * x);
    }

    [Fact]
    public void A_shift_over_long_samples_needs_no_table_of_pairs()
    {
        var random = new Random(1);
        var x = Enumerable.Range(0, 200_000).Select(_ => random.NextDouble()).ToArray();
        var y = x.Select(value => value + 0.25).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        HodgesLehmann.Shift(x, y).ShouldBe(0.25, 1e-3);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64L * x.Length);
    }

    [Fact]
    public void A_prior_knows_how_much_the_noise_of_benchmarks_differs()
    {
        var random = new Random(7);
        double[] df = [.. Enumerable.Repeat(4.0, 200)];
        var alike = VariancePrior.Fit(Variances(spread: 0), df);
        var different = VariancePrior.Fit(Variances(spread: 4), df);

        alike.Df.ShouldBe(10);
        alike.Variance.ShouldBe(0.0004, 0.0001);
        different.Df.ShouldBeLessThan(2);

        double[] Variances(double spread) =>
        [
            .. Enumerable.Range(0, 200).Select(_ =>
            {
                var deviation = 0.02 * Math.Exp(spread * (random.NextDouble() - 0.5));
                var values = Enumerable.Range(0, 5).Select(_ => deviation * Normal(random)).ToArray();
                return Descriptive.Variance(values);
            }),
        ];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
