using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>
/// Interleaved launch pairs: the first pairs of every benchmark only say whom to suspect; fresh pairs of the suspects alone decide.
/// A suspect that chance made does not survive data that had no part in choosing it.
/// </summary>
internal static class PairedRule
{
    private const int FewestSuspectsAllowed = 25;
    private const double ShareOfSuspectsAllowed = 0.10;

    public static Decision[] Decide(IReadOnlyList<SampledCase> cases, ComparisonOptions options)
    {
        var pairs = cases.Select(sampled => LaunchPairs.Of(sampled, options)).ToArray();
        var screens = ScreenAll(cases, pairs);
        var suspects = Suspects(cases, screens);
        var confirmation = new Confirmation(options, suspects.Count, VariancePrior.Fit([.. pairs.Select(ScreenVariance)]));
        var decisions = new Decision[cases.Count];
        for (var i = 0; i < decisions.Length; i++)
        {
            decisions[i] = suspects.Contains(i)
                ? confirmation.Decide(cases[i], pairs[i], screens[i])
                : Cleared(cases[i], screens[i]) is { } reason
                    ? new Decision(
                        Evidence.Unchanged,
                        screens[i],
                        reason.Length == 0 ? null : reason,
                        DetectionLimit: confirmation.ScreenedLimit(cases[i], pairs[i], screens[i]!.Value),
                        Pairs: pairs[i].Screen.Length)
                    : new Decision(
                        Evidence.Undecided,
                        screens[i],
                        $"More benchmarks are suspect than are measured again; this one is not among the {suspects.Count} most conspicuous.",
                        Pairs: pairs[i].Screen.Length);
        }

        return decisions;
    }

    /// <summary>Variance of a single pair's difference as the screening pairs know it.</summary>
    public static (double Variance, double Df) ScreenVariance(LaunchPairs pairs) =>
        (Descriptive.Variance(pairs.Screen), Math.Max(0, pairs.Screen.Length - 1));

    /// <summary>Estimates of all benchmarks from their screening pairs; null where those say too little.</summary>
    private static StudentEstimate?[] ScreenAll(IReadOnlyList<SampledCase> cases, LaunchPairs[] pairs)
    {
        var usable = Enumerable.Range(0, pairs.Length)
            .Where(i => pairs[i].Screen.Length > 1
                || (pairs[i].Screen.Length == 1 && cases[i].Baseline.KnowsScatter && cases[i].Current.KnowsScatter))
            .ToArray();
        var shifts = Array.ConvertAll(usable, i => ToShift(pairs[i]));
        var single = usable.Any(i => pairs[i].Screen.Length == 1);
        double? spread = single ? IndependentRule.AssumedLaunchScatter * Math.Sqrt(2) : null;
        var estimates = SuiteScreen.Estimate(shifts, centre: 0, spread);
        var all = new StudentEstimate?[pairs.Length];
        for (var i = 0; i < usable.Length; i++) all[usable[i]] = estimates[i];
        return all;
    }

    private static Shift ToShift(LaunchPairs pairs)
    {
        var value = HodgesLehmann.Location(pairs.Screen);
        var (variance, df) = ScreenVariance(pairs);
        return df > 0
            ? new Shift(value, variance / pairs.Screen.Length, df)
            // Processes differ by more than the iterations of one of them: measured launches scattered 1.6 times as much.
            : new Shift(value, 2.5 * pairs.WithinVariance, IndependentRule.IterationDf);
    }

    /// <summary>Why a benchmark is no suspect: empty when a change that matters is excluded; null when it is one.</summary>
    private static string? Cleared(SampledCase sampled, StudentEstimate? screen) =>
        screen is { } estimate ? Clearance.Of(estimate, sampled.Limit) : null;

    private static HashSet<int> Suspects(IReadOnlyList<SampledCase> cases, StudentEstimate?[] screens)
    {
        var allowed = Math.Max(FewestSuspectsAllowed, (int)(ShareOfSuspectsAllowed * cases.Count));
        return Enumerable.Range(0, cases.Count)
            .Where(i => Cleared(cases[i], screens[i]) is null)
            // Improvements have places of their own: they must not push a regression out.
            .GroupBy(i => screens[i] is { Value: < 0 })
            .SelectMany(group => group.OrderBy(i => Conspicuity(screens[i])).Take(allowed))
            .ToHashSet();
    }

    private static double Conspicuity(StudentEstimate? screen) =>
        screen is { } estimate ? (estimate.Value < 0 ? estimate.Mirrored : estimate).PValueAbove(0) : 1;
}
