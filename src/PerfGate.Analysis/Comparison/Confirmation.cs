using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Decides about suspects by their fresh launch pairs alone, in a few looks that share the error rate.</summary>
internal sealed class Confirmation
{
    private const double BorrowedDf = 2;

    /// <summary>
    /// Fewer pairs may clear a suspect but not convict it: where processes come in two kinds, a few pairs in a row can show the
    /// same difference by chance, and then their scatter looks small.
    /// </summary>
    private const int FewestToConvict = 8;

    /// <summary>
    /// From so many pairs on a suspect is given up that by its present scatter would stay open with this many times the pairs that there
    /// are to be had: it would only cost the others their time.
    /// </summary>
    private const int FewestToGiveUp = 4;
    private const int Patience = 2;

    /// <summary>No clock and no memory layout lets the mean of pairs be better than this.</summary>
    private const double FloorVariance = SuiteScreen.Floor * SuiteScreen.Floor / 4;

    /// <summary>More further pairs than this nobody will measure.</summary>
    private const int MostPairsToName = 100;

    private readonly int[] _pairsAtLook;
    private readonly int _fewestToConvict;
    private readonly double _alpha;
    private readonly bool _isLockstep;
    private readonly VariancePrior _prior;

    /// <summary>A procedure for one comparison.</summary>
    /// <param name="options">Looks and error rate.</param>
    /// <param name="suspects">Number of suspects that share the error rate; it follows from the screen and stays the same.</param>
    /// <param name="prior">What the screen says about the variance of a pair's difference.</param>
    public Confirmation(ComparisonOptions options, int suspects, VariancePrior prior)
    {
        var sum = 0;
        _pairsAtLook = [.. options.Looks.Select(pairs => sum += pairs)];
        _fewestToConvict = Math.Min(FewestToConvict, _pairsAtLook[^1]);
        _alpha = options.Alpha / Math.Max(1, suspects) / _pairsAtLook.Count(pairs => pairs >= _fewestToConvict);
        _isLockstep = options.Design == LaunchDesign.Lockstep;
        _prior = prior;
    }

    /// <summary>
    /// What the fresh pairs of a suspect say. The first look that settles it is final: pairs that came after it were not asked for,
    /// and looking until something shows would spend the error rate again.
    /// </summary>
    public Decision Decide(SampledCase sampled, Screening screen, LaunchPairs fresh)
    {
        var count = fresh.Differences.Length;
        var reached = _pairsAtLook.Where(pairs => pairs <= count).ToArray();
        var next = reached.Length < _pairsAtLook.Length ? _pairsAtLook[reached.Length] - count : 0;
        // Launches that never yield a pair must not be asked for without end.
        if (fresh.Attempts - count > _pairsAtLook[^1]) next = 0;
        var decision = NotYet(sampled, screen, next);
        foreach (var used in reached)
        {
            var estimate = Estimate(screen, fresh.Differences.AsSpan(0, used));
            var isHopeless = used >= FewestToGiveUp && !WouldDecide(sampled, estimate, used, Patience * _pairsAtLook[^1]);
            decision = Look(sampled, estimate, used, isHopeless ? 0 : next);
            if (IsFinal(sampled, decision) || (isHopeless && decision.Evidence == Evidence.Undecided))
            {
                return decision with { MorePairs = 0 };
            }
        }

        return decision;
    }

    private Decision Look(SampledCase sampled, StudentEstimate estimate, int used, int next)
    {
        var (evidence, reason) = Clearance.Excludes(estimate, sampled.Limit) ? (Evidence.Unchanged, Small(sampled, estimate))
            : used < _fewestToConvict ? (Evidence.Undecided, Open(sampled, estimate, used, next))
            : estimate.Lower(_alpha) > sampled.Indifference ? (Evidence.Worse, Confirmed(used))
            : estimate.Upper(_alpha) < -sampled.Indifference ? (Evidence.Improved, Confirmed(used))
            : (Evidence.Undecided, Open(sampled, estimate, used, next));
        var detectionLimit = sampled.Indifference + estimate.Reach(_alpha) + estimate.Reach(ErrorRates.Overlooked);
        return new Decision(evidence, estimate, reason, next, detectionLimit, used);
    }

    /// <summary>A confirmed change too close to where a severity begins is looked at again while looks are left.</summary>
    private static bool IsFinal(SampledCase sampled, Decision decision) => decision.Evidence == Evidence.Unchanged
        || (decision.Evidence != Evidence.Undecided && !NearBoundary(sampled, decision.Estimate!.Value));

    private static string Confirmed(int used) => $"Confirmed by {Words.Count(used, "fresh launch pair")}.";

    private static string? Small(SampledCase sampled, StudentEstimate estimate) =>
        Math.Abs(estimate.Value) - estimate.Reach(ErrorRates.OneSided) > sampled.Indifference
            ? $"Changed by {Words.Change(estimate.Value, sampled.Metric)}, which is less than the {Words.Size(sampled.Limit)} that matter."
            : null;

    /// <summary>
    /// A benchmark that is no suspect. Its detection limit is what the screen, which is all that was measured of it, tells from no change.
    /// Without launches of its own that would show how they scatter it has the suite's scatter, which is too small for some: on recorded pairs
    /// heavier tails keep the promise of 90 %, over all benchmarks (docs/statistics.md).
    /// </summary>
    public static Decision Clear(Screening screen, string reason)
    {
        var estimate = screen.Estimate!.Value;
        var cautious = screen.PairDf < 1 ? estimate with { Df = Math.Min(estimate.Df, BorrowedDf) } : estimate;
        return new Decision(
            Evidence.Unchanged,
            estimate,
            reason.Length == 0 ? null : reason,
            DetectionLimit: cautious.Reach(ErrorRates.OneSided) + cautious.Reach(ErrorRates.Overlooked),
            Pairs: screen.Pairs);
    }

    /// <summary>
    /// In lockstep a pair is sharp, but now and then a process has compiled its code differently: such a pair must neither move the estimate
    /// much nor make all others look unsure. Whole launches scatter evenly, and come in two kinds at times, which heavy tails would hide.
    /// </summary>
    private StudentEstimate Estimate(Screening screen, ReadOnlySpan<double> fresh)
    {
        var (location, scatter) = _isLockstep
            ? HeavyTailed.Estimate(fresh)
            : (HodgesLehmann.Location(fresh), Descriptive.Variance(fresh));
        var ownDf = fresh.Length - 1 + screen.PairDf;
        var own = (((fresh.Length - 1) * scatter) + (screen.PairDf * screen.PairVariance)) / ownDf;
        var (variance, df) = _prior.Moderate(own, ownDf);
        return new StudentEstimate(location, Error(variance, fresh.Length), df);
    }

    private static double Error(double variance, int pairs) => Math.Sqrt((variance / pairs) + FloorVariance);

    private static Decision NotYet(SampledCase sampled, Screening screen, int next)
    {
        var found = screen.Estimate is { } estimate
            ? $"Suspect after screening ({Words.Change(estimate.Value, sampled.Metric)})"
            : "Screening yielded no usable launch pair";
        var rest = next > 0
            ? $"; {Words.Count(next, "more launch pair")} would be the first look at it."
            : "; its launches yield no usable values.";
        return new Decision(Evidence.Undecided, screen.Estimate, found + rest, next, Pairs: screen.Pairs);
    }

    private string Open(SampledCase sampled, StudentEstimate estimate, int used, int next)
    {
        var low = Words.Change(estimate.Lower(ErrorRates.OneSided), sampled.Metric);
        var high = Words.Change(estimate.Upper(ErrorRates.OneSided), sampled.Metric);
        var range = $"{Words.Count(used, "launch pair")} leave {(sampled.Metric.Better == Better.Lower ? $"{low} to {high}" : $"{high} to {low}")} open";
        if (next > 0) return $"{range}; the next look wants {Words.Count(next, "more pair")}.";
        for (var more = 1; more <= MostPairsToName; more++)
        {
            if (WouldDecide(sampled, estimate, used, used + more)) return $"{range}; about {Words.Count(more, "more pair")} would decide.";
        }

        return $"{range}; more than {MostPairsToName} further pairs would be needed: make the benchmark or the machine quieter.";
    }

    /// <summary>
    /// Whether so many pairs in all would prove a change or exclude one that matters if estimate and scatter stayed as they are. More pairs
    /// also know the scatter better, which counts for more than their number where there are few.
    /// </summary>
    private bool WouldDecide(SampledCase sampled, StudentEstimate estimate, int used, int pairs)
    {
        var variance = ((estimate.Error * estimate.Error) - FloorVariance) * used;
        var then = new StudentEstimate(Math.Abs(estimate.Value), Error(variance, pairs), estimate.Df + pairs - used);
        return then.Lower(_alpha) > sampled.Indifference || Clearance.Excludes(then, sampled.Limit);
    }

    private static bool NearBoundary(SampledCase sampled, StudentEstimate estimate) =>
        sampled.Boundaries.Any(boundary => Math.Abs(Math.Abs(estimate.Value) - boundary) < estimate.Error);
}
