using System.Collections.Immutable;

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

/// <summary>An exception from the policy's general limits. The last rule that matches and sets a value wins.</summary>
/// <param name="Pattern">Glob over the benchmark's full name; <c>*</c> and <c>?</c> are wildcards.</param>
/// <param name="Metric">Metric that the rule is about; null for all.</param>
/// <param name="Minor">Minor limit as a fraction (0.03 is 3 %), or null to leave it.</param>
/// <param name="Major">Major limit as a fraction (0.25 is 25 %), or null to leave it.</param>
/// <param name="Critical">Critical limit as a fraction (0.5 is 50 %), or null to leave it.</param>
/// <param name="FailOn">Lowest severity that fails, or null to leave it.</param>
/// <param name="Tolerance">Relative growth of an exact metric that is still unchanged (0.001 is 0.1 %), or null to leave it.</param>
/// <param name="Missing">What becomes of a benchmark that was not measured, or null to leave it.</param>
public sealed record PolicyRule(
    string Pattern,
    string? Metric = null,
    double? Minor = null,
    double? Major = null,
    double? Critical = null,
    FailOn? FailOn = null,
    double? Tolerance = null,
    Reaction? Missing = null);

/// <summary>A regression that the team has decided to live with.</summary>
/// <param name="Pattern">Glob over the benchmark's full name.</param>
/// <param name="Metric">Metric that is accepted, for example <c>time</c>.</param>
/// <param name="UpTo">Relative worsening up to which it is accepted: 0.15 is 15 %.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Last day on which it holds.</param>
public sealed record AcceptedRegression(string Pattern, string Metric, double UpTo, string Reason, DateOnly Until);

/// <summary>When the gate fails.</summary>
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
    public ImmutableHashSet<string> Metrics { get; init; } = ["time", "allocated"];

    /// <summary>Exceptions for some benchmarks or metrics.</summary>
    public ImmutableArray<PolicyRule> Rules { get; init; } = [];

    /// <summary>Regressions that are accepted.</summary>
    public ImmutableArray<AcceptedRegression> Accepted { get; init; } = [];
}
