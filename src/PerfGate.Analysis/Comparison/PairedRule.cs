using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Interleaved launch pairs: the first ones of every benchmark are the screen, further ones the confirmation.</summary>
internal static class PairedRule
{
    /// <summary>Measured launches scattered 1.6 times as much as their iterations say.</summary>
    private const double LaunchesBeyondIterations = 2.5;

    /// <summary>Values of a launch from which on they show how it scatters; of very long invocations there are no more.</summary>
    private const int FewestValues = 4;

    public static Decision[] Decide(IReadOnlyList<SampledCase> cases, ComparisonOptions options)
    {
        var first = cases.Select(sampled => Pairs(sampled, 0, options.ScreeningPairs)).ToArray();
        var fresh = cases.Select(sampled => Pairs(sampled, options.ScreeningPairs, int.MaxValue)).ToArray();
        return SuspectRule.Decide(cases, Screen(cases, first, options.ScreeningPairs), fresh, options, Clearance.Of);

        LaunchPairs Pairs(SampledCase sampled, int from, int to) =>
            LaunchPairs.Of(sampled.Baseline, sampled.Current, options.Design, from, to);
    }

    // What comes later must not change what the screen has said.
    private static Screening[] Screen(IReadOnlyList<SampledCase> cases, LaunchPairs[] pairs, int launches)
    {
        var usable = Enumerable.Range(0, pairs.Length).Where(i => pairs[i].Differences.Length switch
        {
            0 => false,
            1 => cases[i].Baseline.ValuesOf(launches) >= FewestValues && cases[i].Current.ValuesOf(launches) >= FewestValues,
            _ => true,
        }).ToArray();
        double? spread = usable.Any(i => pairs[i].Differences.Length == 1) ? IndependentRule.AssumedPairScatter : null;
        var estimates = SuiteScreen.Estimate(Array.ConvertAll(usable, i => ToShift(pairs[i])), centre: 0, spread);

        var screens = new Screening[pairs.Length];
        for (var k = 0; k < usable.Length; k++)
        {
            var differences = pairs[usable[k]].Differences;
            screens[usable[k]] = new Screening(estimates[k], Descriptive.Variance(differences), differences.Length - 1, differences.Length);
        }

        return screens;
    }

    private static Shift ToShift(LaunchPairs pairs)
    {
        var differences = pairs.Differences;
        return differences.Length > 1
            ? new Shift(HodgesLehmann.Location(differences), Descriptive.Variance(differences) / differences.Length, differences.Length - 1)
            : new Shift(differences[0], LaunchesBeyondIterations * pairs.WithinVariance, IndependentRule.IterationDf);
    }
}
