using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Decides about suspects by their fresh launch pairs alone, in a few looks that share the error rate.</summary>
internal sealed class Confirmation
{
    private const double OneSided = 0.05;
    private const double Power = 0.10;

    private readonly int[] boundaries;
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
        alpha = options.Alpha / Math.Max(1, suspects) / Math.Max(1, boundaries.Length);
        this.prior = prior;
    }

    public Decision Decide(SampledCase sampled, LaunchPairs pairs, StudentEstimate? screen)
    {
        var look = boundaries.Count(boundary => boundary <= pairs.Fresh.Length);
        var next = look < boundaries.Length ? boundaries[look] - pairs.Fresh.Length : 0;
        // Launches that never yield a pair must not be asked for without end.
        if (pairs.FreshAttempts - pairs.Fresh.Length > boundaries[^1]) next = 0;
        if (look == 0) return NotYet(pairs, screen, next);

        var used = boundaries[look - 1];
        var estimate = Estimate(pairs, used);
        var limit = sampled.Indifference + estimate.Reach(alpha) + estimate.Reach(Power);
        if (Clearance.Excludes(estimate, sampled.Limit))
        {
            var reason = estimate.Lower(OneSided) > sampled.Indifference || estimate.Upper(OneSided) < -sampled.Indifference
                ? $"Changed by {Words.Change(estimate.Value)}, which is less than the {Words.Size(sampled.Limit)} that matter."
                : null;
            return new Decision(Evidence.Unchanged, estimate, reason, 0, limit, used);
        }

        var evidence = estimate.Lower(alpha) > sampled.Indifference ? Evidence.Worse
            : estimate.Upper(alpha) < -sampled.Indifference ? Evidence.Improved
            : Evidence.Undecided;
        if (evidence == Evidence.Undecided)
        {
            return new Decision(evidence, estimate, Open(sampled, estimate, used, next), next, limit, used);
        }

        var again = NearBoundary(sampled, estimate) ? next : 0;
        return new Decision(evidence, estimate, $"Confirmed by {Words.Count(used, "fresh launch pair")}.", again, limit, used);
    }

    /// <summary>What a benchmark that passed the screen would have had to change by to be noticed and then confirmed.</summary>
    public double ScreenedLimit(SampledCase sampled, LaunchPairs pairs, StudentEstimate screen)
    {
        var (variance, df) = prior.Moderate(PairedRule.ScreenVariance(pairs).Variance, PairedRule.ScreenVariance(pairs).Df);
        var error = df > 0 ? Error(variance, boundaries[^1]) : screen.Error;
        var confirmed = new StudentEstimate(0, error, df > 0 ? df + boundaries[^1] - 1 : screen.Df);
        return Math.Max((sampled.Limit / 2) + screen.Reach(Power), sampled.Indifference + confirmed.Reach(alpha) + confirmed.Reach(Power));
    }

    private StudentEstimate Estimate(LaunchPairs pairs, int used)
    {
        var fresh = pairs.Fresh.AsSpan(0, used);
        var (screened, screenedDf) = PairedRule.ScreenVariance(pairs);
        var ownDf = used - 1 + screenedDf;
        var own = (((used - 1) * Descriptive.Variance(fresh)) + (screenedDf * screened)) / ownDf;
        var (variance, df) = prior.Moderate(own, ownDf);
        return new StudentEstimate(Descriptive.Mean(fresh), Error(variance, used), df);
    }

    private static double Error(double variance, int pairs) => Math.Sqrt((variance / pairs) + (SuiteScreen.Floor * SuiteScreen.Floor / 4));

    private static Decision NotYet(LaunchPairs pairs, StudentEstimate? screen, int next)
    {
        var found = screen is { } estimate ? $"Suspect after screening ({Words.Change(estimate.Value)})" : "Screening yielded no usable launch pair";
        var rest = next > 0 ? $"; {Words.Count(next, "more launch pair")} would be the first look at it." : "; its launches yield no usable values.";
        return new Decision(Evidence.Undecided, screen, found + rest, next, Pairs: pairs.Screen.Length);
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
