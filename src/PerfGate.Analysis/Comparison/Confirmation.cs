using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Decides about suspects by their fresh launch pairs alone, in a few looks that share the error rate.</summary>
internal sealed class Confirmation
{
    private const double OneSided = 0.05;
    private const double Power = 0.10;

    /// <summary>
    /// Fewer pairs may clear a suspect but not convict it: where processes come in two kinds, a few pairs in a row can show the
    /// same difference by chance, and then their scatter looks small.
    /// </summary>
    private const int FewestToConvict = 8;

    private readonly int[] boundaries;
    private readonly int fewestToConvict;
    private readonly double alpha;
    private readonly VariancePrior prior;

    /// <summary>A procedure for one comparison.</summary>
    /// <param name="options">Looks and error rate.</param>
    /// <param name="suspects">Number of suspects that share the error rate; it follows from the screen and stays the same.</param>
    /// <param name="prior">What the screen says about the variance of a pair's difference.</param>
    public Confirmation(ComparisonOptions options, int suspects, VariancePrior prior)
    {
        var sum = 0;
        boundaries = [.. options.Looks.Select(pairs => sum += pairs)];
        fewestToConvict = Math.Min(FewestToConvict, boundaries[^1]);
        alpha = options.Alpha / Math.Max(1, suspects) / boundaries.Count(boundary => boundary >= fewestToConvict);
        this.prior = prior;
    }

    /// <summary>
    /// What the fresh pairs of a suspect say. The first look that settles it is final: pairs that came after it were not asked for,
    /// and looking until something shows would spend the error rate again.
    /// </summary>
    public Decision Decide(SampledCase sampled, Screening screen, LaunchPairs fresh)
    {
        var count = fresh.Differences.Length;
        var reached = boundaries.Where(boundary => boundary <= count).ToArray();
        var next = reached.Length < boundaries.Length ? boundaries[reached.Length] - count : 0;
        // Launches that never yield a pair must not be asked for without end.
        if (fresh.Attempts - count > boundaries[^1]) next = 0;
        var decision = NotYet(screen, next);
        foreach (var used in reached)
        {
            decision = Look(sampled, Estimate(screen, fresh.Differences.AsSpan(0, used)), used, next);
            if (IsFinal(sampled, decision)) return decision with { MorePairs = 0 };
        }

        return decision;
    }

    private Decision Look(SampledCase sampled, StudentEstimate estimate, int used, int next)
    {
        var (evidence, reason) = Clearance.Excludes(estimate, sampled.Limit) ? (Evidence.Unchanged, Small(sampled, estimate))
            : used < fewestToConvict ? (Evidence.Undecided, Open(sampled, estimate, used, next))
            : estimate.Lower(alpha) > sampled.Indifference ? (Evidence.Worse, Confirmed(used))
            : estimate.Upper(alpha) < -sampled.Indifference ? (Evidence.Improved, Confirmed(used))
            : (Evidence.Undecided, Open(sampled, estimate, used, next));
        return new Decision(evidence, estimate, reason, next, sampled.Indifference + estimate.Reach(alpha) + estimate.Reach(Power), used);
    }

    /// <summary>A confirmed change too close to where a severity begins is looked at again while looks are left.</summary>
    private static bool IsFinal(SampledCase sampled, Decision decision) => decision.Evidence == Evidence.Unchanged
        || (decision.Evidence != Evidence.Undecided && !NearBoundary(sampled, decision.Estimate!.Value));

    private static string Confirmed(int used) => $"Confirmed by {Words.Count(used, "fresh launch pair")}.";

    private static string? Small(SampledCase sampled, StudentEstimate estimate) =>
        Math.Abs(estimate.Value) - estimate.Reach(OneSided) > sampled.Indifference
            ? $"Changed by {Words.Change(estimate.Value)}, which is less than the {Words.Size(sampled.Limit)} that matter."
            : null;

    /// <summary>
    /// A benchmark that is no suspect. Its detection limit is what the screen, which is all that was measured of it, tells from no change.
    /// </summary>
    public static Decision Clear(Screening screen, string reason)
    {
        var estimate = screen.Estimate!.Value;
        return new Decision(Evidence.Unchanged, estimate, reason.Length == 0 ? null : reason, DetectionLimit: estimate.Reach(OneSided) + estimate.Reach(Power), Pairs: screen.Pairs);
    }

    private StudentEstimate Estimate(Screening screen, ReadOnlySpan<double> fresh)
    {
        var ownDf = fresh.Length - 1 + screen.PairDf;
        var own = (((fresh.Length - 1) * Descriptive.Variance(fresh)) + (screen.PairDf * screen.PairVariance)) / ownDf;
        var (variance, df) = prior.Moderate(own, ownDf);
        return new StudentEstimate(HodgesLehmann.Location(fresh), Error(variance, fresh.Length), df);
    }

    private static double Error(double variance, int pairs) => Math.Sqrt((variance / pairs) + (SuiteScreen.Floor * SuiteScreen.Floor / 4));

    private static Decision NotYet(Screening screen, int next)
    {
        var found = screen.Estimate is { } estimate ? $"Suspect after screening ({Words.Change(estimate.Value)})" : "Screening yielded no usable launch pair";
        var rest = next > 0 ? $"; {Words.Count(next, "more launch pair")} would be the first look at it." : "; its launches yield no usable values.";
        return new Decision(Evidence.Undecided, screen.Estimate, found + rest, next, Pairs: screen.Pairs);
    }

    private string Open(SampledCase sampled, StudentEstimate estimate, int used, int next)
    {
        var range = $"{Words.Count(used, "launch pair")} leave {Words.Change(estimate.Lower(OneSided))} to {Words.Change(estimate.Upper(OneSided))} open";
        if (next > 0) return $"{range}; the next look wants {Words.Count(next, "more pair")}.";
        var needed = PairsNeeded(sampled, estimate, used) - used;
        return needed > 100
            ? $"{range}; more than 100 further pairs would be needed: make the benchmark or the machine quieter."
            : $"{range}; about {Words.Count((int)needed, "more pair")} would decide.";
    }

    /// <summary>Pairs with which the present estimate and scatter would prove a change or exclude one that matters.</summary>
    private double PairsNeeded(SampledCase sampled, StudentEstimate estimate, int used)
    {
        var size = Math.Abs(estimate.Value);
        var toProve = size > sampled.Indifference ? estimate.Reach(alpha) / (size - sampled.Indifference) : double.PositiveInfinity;
        var toExclude = size < sampled.Limit ? estimate.Reach(OneSided) / (sampled.Limit - size) : double.PositiveInfinity;
        var factor = Math.Min(toProve, toExclude);
        return Math.Max(used + 1, Math.Ceiling(used * factor * factor));
    }

    private static bool NearBoundary(SampledCase sampled, StudentEstimate estimate) =>
        sampled.Boundaries.Any(boundary => Math.Abs(Math.Abs(estimate.Value) - boundary) < estimate.Error);
}
