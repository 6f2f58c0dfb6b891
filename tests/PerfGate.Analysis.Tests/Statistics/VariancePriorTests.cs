using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Tests.Statistics;

public sealed class VariancePriorTests
{
    [Fact]
    public void A_suites_prior_is_found_again()
    {
        // Variances of benchmarks that differ as the prior says, each known from five degrees of freedom.
        var random = new Random(1);
        double[] variances =
        [
            .. Enumerable.Range(0, 4000)
                .Select(_ => 0.01 * 4 / ChiSquare(random, 4))
                .Select(variance => variance * ChiSquare(random, 5) / 5),
        ];

        var prior = VariancePrior.Fit(variances, [.. variances.Select(_ => 5.0)]);

        prior.Variance.ShouldBe(0.01, 0.001);
        prior.Df.ShouldBe(4, 0.5);
    }

    [Fact]
    public void A_variance_is_moderated_by_what_each_side_knows()
    {
        var (variance, df) = new VariancePrior(0.01, 4).Moderate(0.04, 2);

        variance.ShouldBe(0.02, 1e-12);
        df.ShouldBe(6);
    }

    [Fact]
    public void Few_benchmarks_say_nothing_about_others() =>
        VariancePrior.Fit([0.01, 0.02, 0.03], [5, 5, 5]).ShouldBe(VariancePrior.None);

    [Fact]
    public void Each_variance_counts_with_its_own_degrees_of_freedom()
    {
        var random = new Random(2);
        double[] df = [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? 2.0 : 9.0)];
        double[] variances = [.. df.Select(each => 0.01 * ChiSquare(random, (int)each) / each)];
        int[] byDf = [.. Enumerable.Range(0, df.Length).OrderByDescending(i => df[i])];

        var prior = VariancePrior.Fit(variances, df);
        var ordered = VariancePrior.Fit([.. byDf.Select(i => variances[i])], [.. byDf.Select(i => df[i])]);

        ordered.Variance.ShouldBe(prior.Variance, 1e-12);
        ordered.Df.ShouldBe(prior.Df, 1e-9);
    }

    private static double ChiSquare(Random random, int df) => Enumerable.Range(0, df).Sum(_ => Math.Pow(Normal(random), 2));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
