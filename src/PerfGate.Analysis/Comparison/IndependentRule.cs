using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>
/// Two sides that were measured apart and to which nothing can be added. One process launch says nothing about the next one, and
/// one run nothing about the machine's state in another: an alarm needs several launches a side, or a change that no launch has
/// been seen to make by itself; and always the whole suite's agreement that it was not the machine.
/// </summary>
internal static class IndependentRule
{
    /// <summary>From this many launches a side on, their scatter is measured and not assumed.</summary>
    public const int EnoughLaunches = 3;

    /// <summary>Scatter between launches where it cannot be measured: what shared machines show, with heavy tails.</summary>
    private const double AssumedLaunchScatter = 0.06;

    /// <summary>Scatter between two launches, one a side, where it cannot be measured.</summary>
    public static readonly double AssumedPairScatter = AssumedLaunchScatter * Math.Sqrt(2);

    /// <summary>Scatter between launches that is never taken for less when an alarm hangs on it.</summary>
    private const double LeastLaunchScatter = 0.03;

    /// <summary>Scatter between two runs of the same benchmark that a small suite cannot measure.</summary>
    private const double AssumedRunScatter = 0.04;

    /// <summary>
    /// Most degrees of freedom that an alarm may count on. Machines and process layouts surprise more often than a normal
    /// distribution knows, and there are no fresh launches to find out.
    /// </summary>
    private const double MostAlarmDf = 5;

    /// <summary>What the iterations of two launches are worth in degrees of freedom, correlated as they are.</summary>
    public const double IterationDf = 10;

    /// <summary>With too few launches even a single benchmark has to be this improbable.</summary>
    private const double LargestPValueOfFewLaunches = 0.002;

    public static Decision[] Decide(IReadOnlyList<SampledCase> cases, EnvironmentComparison environment, ComparisonOptions options)
    {
        var known = new List<int>(cases.Count);
        for (var i = 0; i < cases.Count; i++)
        {
            if (cases[i].Baseline.LevelCount > 0 && cases[i].Current.LevelCount > 0) known.Add(i);
        }

        var decisions = new Decision[cases.Count];
        Array.Fill(
            decisions,
            new Decision(Evidence.Undecided, null, "One side has no launch with a positive median, so that no ratio exists."));

        var shifts = new Shift[known.Count];
        TwoThreads.Do(known.Count, (from, to) =>
        {
            for (var k = from; k < to; k++) shifts[k] = ToShift(cases[known[k]]);
        });
        var centre = SuiteScreen.Centre(shifts);
        var estimates = SuiteScreen.Estimate(shifts, centre, AssumedSpread(cases, known));
        var alarms = new StudentEstimate[known.Count];
        var pValues = new double[known.Count];
        TwoThreads.Do(known.Count, (from, to) =>
        {
            for (var k = from; k < to; k++)
            {
                alarms[k] = Alarm(cases[known[k]], estimates[k], centre);
                pValues[k] = alarms[k].PValueAbove(cases[known[k]].Limit);
            }
        });

        var adjusted = Holm.Adjust(pValues);
        TwoThreads.Do(known.Count, (from, to) =>
        {
            StudentReach certain = new(options.Alpha / known.Count), overlooked = new(ErrorRates.Overlooked), bound = new(ErrorRates.OneSided);
            var certainOfFew = new StudentReach(Math.Min(options.Alpha / known.Count, LargestPValueOfFewLaunches));
            for (var k = from; k < to; k++)
            {
                var sampled = cases[known[k]];
                var significant = adjusted[k] <= options.Alpha && (HasEnoughLaunches(sampled) || pValues[k] <= LargestPValueOfFewLaunches);
                double? limit = environment.Comparable && KnowsScatter(sampled)
                    ? sampled.Limit + (HasEnoughLaunches(sampled) ? certain : certainOfFew).Of(alarms[k]) + overlooked.Of(alarms[k])
                    : null;
                decisions[known[k]] = environment.Comparable
                    ? DecideOne(sampled, estimates[k], bound.Of(estimates[k]), significant, centre, limit)
                    : new Decision(
                        Evidence.Undecided,
                        estimates[k],
                        "The sides were measured in different environments, so that their times do not compare.");
            }
        });

        return decisions;
    }

    private static Decision DecideOne(
        SampledCase sampled, StudentEstimate estimate, double reach, bool significant, double centre, double? detectionLimit)
    {
        if (!KnowsScatter(sampled))
        {
            return new Decision(Evidence.Undecided, estimate, "There are too few values to know their scatter.");
        }

        if (significant)
        {
            var reason = $"More than {Words.Size(sampled.Limit)} in spite of the scatter between launches "
                + $"and of {Words.Change(centre, sampled.Metric)} for the whole suite.";
            return Found(estimate.Value > 0 ? Evidence.Worse : Evidence.Improved, reason);
        }

        if (Clearance.Of(estimate, sampled, reach) is { } cleared)
        {
            return Found(Evidence.Unchanged, cleared.Length == 0 ? null : cleared);
        }

        return Found(Evidence.Undecided, Open(sampled, estimate, centre));

        Decision Found(Evidence evidence, string? reason) => new(evidence, estimate, reason, DetectionLimit: detectionLimit);
    }

    /// <summary>The shift between the sides' launches.</summary>
    public static Shift ToShift(SampledCase sampled)
    {
        var (before, after) = (sampled.Baseline.LevelCount, sampled.Current.LevelCount);
        Span<double> x = before <= Descriptive.MostOnStack ? stackalloc double[before] : new double[before];
        Span<double> y = after <= Descriptive.MostOnStack ? stackalloc double[after] : new double[after];
        sampled.Baseline.TakeLevels(x);
        sampled.Current.TakeLevels(y);
        var value = HodgesLehmann.Shift(x, y);
        var df = x.Length + y.Length - 2;
        if (df == 0) return new Shift(value, Within(sampled.Baseline) + Within(sampled.Current), IterationDf);
        var pooled = (((x.Length - 1) * Descriptive.Variance(x)) + ((y.Length - 1) * Descriptive.Variance(y))) / df;
        // 1.05 is the price of the Hodges-Lehmann shift against the mean.
        return new Shift(value, 1.05 * pooled * ((1.0 / x.Length) + (1.0 / y.Length)), df);
    }

    private static double Within(SideData side) => side.MedianVariance(Array.FindIndex(side.Levels, static level => !double.IsNaN(level)));

    private static double AssumedSpread(IReadOnlyList<SampledCase> cases, List<int> known) =>
        known.TrueForAll(i => HasEnoughLaunches(cases[i])) ? AssumedRunScatter : AssumedPairScatter;

    /// <summary>
    /// The change that an alarm may count on: less what the whole suite moved, and with no less scatter than launches are known for.
    /// </summary>
    private static StudentEstimate Alarm(SampledCase sampled, StudentEstimate estimate, double centre)
    {
        var size = Math.Max(0, Math.Abs(estimate.Value) - Math.Max(0, centre * Math.Sign(estimate.Value)));
        var launches = (1.0 / sampled.Baseline.LevelCount) + (1.0 / sampled.Current.LevelCount);
        var least = (HasEnoughLaunches(sampled) ? LeastLaunchScatter : AssumedLaunchScatter) * Math.Sqrt(launches);
        return new StudentEstimate(size, Math.Max(estimate.Error, least), Math.Min(estimate.Df, MostAlarmDf));
    }

    private static bool HasEnoughLaunches(SampledCase sampled) =>
        sampled.Baseline.LevelCount >= EnoughLaunches && sampled.Current.LevelCount >= EnoughLaunches;

    // Several launches show how they scatter, whatever each of them holds.
    private static bool KnowsScatter(SampledCase sampled) =>
        HasEnoughLaunches(sampled) || (sampled.Baseline.KnowsScatter && sampled.Current.KnowsScatter);

    private static string Open(SampledCase sampled, StudentEstimate estimate, double centre)
    {
        const string Settle = "launches of both versions in turn, on one machine, would settle it";
        if (Math.Abs(centre) > SuiteScreen.Moved && Math.Abs(estimate.Value - centre) < sampled.Limit)
        {
            return $"The whole suite moved by {Words.Change(centre, sampled.Metric)}: the machine or all of the code; {Settle}.";
        }

        return HasEnoughLaunches(sampled)
            ? $"Suspect, but launches scatter too much for proof; {Settle}."
            : $"Fewer than {EnoughLaunches} launches on a side do not tell a change from the scatter between launches; {Settle}.";
    }
}
