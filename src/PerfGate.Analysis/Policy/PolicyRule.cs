namespace PerfGate.Analysis.Policy;

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
