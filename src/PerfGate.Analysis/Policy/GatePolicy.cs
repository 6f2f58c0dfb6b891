using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Policy;

/// <summary>Lowest severity that fails the gate.</summary>
public enum FailOn
{
    /// <summary>Any regression fails.</summary>
    Minor,

    /// <summary>Major and critical regressions fail.</summary>
    Major,

    /// <summary>Only critical regressions fail.</summary>
    Critical,

    /// <summary>Nothing fails: the gate only reports.</summary>
    Never,
}

/// <summary>What the gate makes of an outcome that is no regression but no pass either.</summary>
public enum Reaction
{
    /// <summary>Listed, nothing more.</summary>
    Ignore,

    /// <summary>Listed as a warning.</summary>
    Warn,

    /// <summary>Fails the gate.</summary>
    Fail,
}

/// <summary>When the gate fails.</summary>
/// <exception cref="ArgumentException">An array is set to one that was never set.</exception>
public sealed record GatePolicy
{
    /// <summary>Limits of the severities where no rule says otherwise.</summary>
    public SeverityLimits Limits { get; init; } = SeverityLimits.Default;

    /// <summary>Which number of the estimate is held against the limits.</summary>
    public SeverityBasis Basis { get; init; } = SeverityBasis.Balanced;

    /// <summary>Lowest severity that fails the gate where no rule says otherwise.</summary>
    public FailOn FailOn { get; init; } = FailOn.Major;

    /// <summary>Relative growth of an exact metric that is still unchanged, where no rule says otherwise: 0.001 is 0.1 %.</summary>
    public double ExactTolerance { get; init; } = 0.001;

    /// <summary>What becomes of a gated benchmark that failed, or that the baseline has and the current results do not.</summary>
    public Reaction Missing { get; init; } = Reaction.Fail;

    /// <summary>What becomes of a gated comparison that stayed inconclusive.</summary>
    public Reaction Inconclusive { get; init; } = Reaction.Warn;

    /// <summary>Metrics that are compared; others are recorded and left alone.</summary>
    public ImmutableArray<string> Metrics { get; init => field = Require.Set(value, nameof(Metrics)); } = ["time", "allocated"];

    /// <summary>Exceptions for some benchmarks or metrics.</summary>
    public ImmutableArray<PolicyRule> Rules { get; init => field = Require.Set(value, nameof(Rules)); } = [];

    /// <summary>Regressions that are accepted.</summary>
    public ImmutableArray<AcceptedRegression> Accepted { get; init => field = Require.Set(value, nameof(Accepted)); } = [];
}
