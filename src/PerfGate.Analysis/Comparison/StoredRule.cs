using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>
/// A baseline from another run or machine screens, fresh pairs on this machine confirm. What the whole suite differs by is taken
/// for the machine's, unless fresh pairs of a few typical benchmarks (the canaries) say that the code did it.
/// </summary>
internal static class StoredRule
{
    private const int Canaries = 6;
    private const int FewestCanaries = 3;
    private static readonly double CodeMoved = Math.Log(1.02);

    /// <summary>How far benchmarks of a suite that is too small to tell may lie apart on two kinds of machines.</summary>
    private const double SpreadBetweenMachines = 0.20;

    public static Decision[] Decide(
        IReadOnlyList<SampledCase> cases, IReadOnlyList<LaunchPairs> fresh, bool sameMachine, ComparisonOptions options)
    {
        var known = Enumerable.Range(0, cases.Count)
            .Where(i => cases[i].Baseline.LevelCount > 0 && cases[i].Current.LevelCount > 0)
            .Where(i => cases[i].Baseline.KnowsScatter && cases[i].Current.KnowsScatter)
            .ToArray();
        var shifts = Array.ConvertAll(known, i => IndependentRule.ToShift(cases[i]));
        var centre = SuiteScreen.Centre(shifts);
        var canaries = Math.Abs(centre) > SuiteScreen.Moved ? Nearest(shifts, centre).Select(k => known[k]).ToArray() : [];
        var wanted = options.Looks[0];
        if (canaries.Any(i => fresh[i].Differences.Length < wanted && fresh[i].Attempts < 2 * wanted)) return Wait();
        if (canaries.Length > 0) centre -= MovedByCode(canaries, fresh, wanted) ?? centre;

        var centred = Array.ConvertAll(shifts, shift => shift with { Value = shift.Value - centre });
        var estimates = SuiteScreen.Estimate(centred, 0, sameMachine ? IndependentRule.AssumedPairScatter : SpreadBetweenMachines);
        var screens = new Screening[cases.Count];
        for (var k = 0; k < known.Length; k++) screens[known[k]] = ToScreening(cases[known[k]], estimates[k]);
        var decisions = SuspectRule.Decide(
            cases, screens, fresh, options, known.Length >= SuiteScreen.LargeSuite ? Clearance.ButForImprovements : Nobody);
        return Math.Abs(centre) > SuiteScreen.Moved ? Array.ConvertAll(decisions, Explain) : decisions;

        Decision[] Wait() =>
        [
            .. cases.Select((_, i) => canaries.Contains(i)
                ? new Decision(
                    Evidence.Undecided,
                    null,
                    $"{Suite()}; pairs of this typical benchmark tell.",
                    wanted - fresh[i].Differences.Length)
                : new Decision(Evidence.Undecided, null, $"{Suite()}; pairs of typical benchmarks tell.")),
        ];

        string Suite() => $"The whole suite differs by {Words.Change(centre, cases[0].Metric)}: machine or code";

        Decision Explain(Decision decision) => decision.Pairs > 0 ? decision : decision with
        {
            Reason = $"{decision.Reason} What the whole suite differs by ({Words.Change(centre, cases[0].Metric)}) is the machine's and taken out."
                .TrimStart(),
        };
    }

    /// <summary>
    /// Clears nobody: a few benchmarks do not tell what the machine moved, and a machine that moved the other way hides what the code did.
    /// </summary>
    private static string? Nobody(StudentEstimate estimate, SampledCase sampled) => null;

    /// <summary>
    /// What the code moved the canaries by; 0 when it did not; null when their launches do not tell. It is no test: a slowdown that the
    /// canaries' scatter hides must not pass for the machine's, while a scatter that passes for the code's only costs launches.
    /// </summary>
    private static double? MovedByCode(int[] canaries, IReadOnlyList<LaunchPairs> fresh, int wanted)
    {
        var usable = Array.FindAll(canaries, i => fresh[i].Differences.Length >= wanted);
        if (usable.Length < FewestCanaries) return null;

        // Now and then a process has compiled its code differently: a few odd pairs must not decide.
        var moved = HodgesLehmann.Location([.. usable.SelectMany(i => fresh[i].Differences.Take(wanted))]);
        return Math.Abs(moved) > CodeMoved ? moved : 0;
    }

    private static IEnumerable<int> Nearest(Shift[] shifts, double centre) =>
        Enumerable.Range(0, shifts.Length).OrderBy(k => Math.Abs(shifts[k].Value - centre)).Take(Canaries);

    /// <summary>Launches on this machine say how a pair of them scatters: at most by what two of them do.</summary>
    private static Screening ToScreening(SampledCase sampled, StudentEstimate estimate)
    {
        var levels = new double[sampled.Current.LevelCount];
        sampled.Current.TakeLevels(levels);
        return new Screening(estimate, 2 * Descriptive.Variance(levels), levels.Length - 1, 0);
    }
}
