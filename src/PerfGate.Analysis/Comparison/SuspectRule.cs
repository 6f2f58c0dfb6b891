using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>
/// The cheap data only say whom to suspect; fresh launch pairs of the suspects alone decide. A suspect that chance made does not
/// survive data that had no part in choosing it.
/// </summary>
internal static class SuspectRule
{
    private const int FewestSuspectsAllowed = 30;
    private const double ShareOfSuspectsAllowed = 0.10;

    public static Decision[] Decide(
        IReadOnlyList<SampledCase> cases,
        IReadOnlyList<Screening> screens,
        IReadOnlyList<LaunchPairs> fresh,
        ComparisonOptions options,
        Func<StudentEstimate, SampledCase, string?> clearance)
    {
        var cleared = cases
            .Select((sampled, i) => screens[i].Estimate is { } estimate ? clearance(estimate, sampled) : null)
            .ToArray();
        var suspects = Suspects(cleared, screens);
        var prior = VariancePrior.Fit(
            [.. screens.Select(static screen => screen.PairVariance)], [.. screens.Select(static screen => screen.PairDf)]);
        var confirmation = new Confirmation(options, suspects.Count, prior);
        var decisions = new Decision[cases.Count];
        for (var i = 0; i < decisions.Length; i++)
        {
            decisions[i] = suspects.Contains(i) ? confirmation.Decide(cases[i], screens[i], fresh[i])
                : cleared[i] is { } reason ? Confirmation.Clear(screens[i], reason)
                : new Decision(
                    Evidence.Undecided,
                    screens[i].Estimate,
                    $"More benchmarks are suspect than are measured again; this one is not among the {suspects.Count} most conspicuous.",
                    Pairs: screens[i].Pairs);
        }

        return decisions;
    }

    private static HashSet<int> Suspects(string?[] cleared, IReadOnlyList<Screening> screens)
    {
        var allowed = Math.Max(FewestSuspectsAllowed, (int)(ShareOfSuspectsAllowed * cleared.Length));
        return Enumerable.Range(0, cleared.Length)
            .Where(i => cleared[i] is null)
            // Improvements have places of their own: they must not push a regression out.
            .GroupBy(i => screens[i].Estimate is { Value: < 0 })
            .SelectMany(group => group.OrderBy(i => Conspicuity(screens[i].Estimate)).Take(allowed))
            .ToHashSet();
    }

    private static double Conspicuity(StudentEstimate? screen) =>
        screen is { } estimate ? (estimate.Value < 0 ? estimate.Mirrored : estimate).PValueAbove(0) : 1;
}
