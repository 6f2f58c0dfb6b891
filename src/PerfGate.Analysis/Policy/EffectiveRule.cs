namespace PerfGate.Analysis.Policy;

/// <summary>What a policy says about one metric of one benchmark once its rules are applied.</summary>
internal sealed record EffectiveRule(SeverityLimits Limits, FailOn FailOn, double Tolerance, Reaction Missing)
{
    /// <summary>A benchmark is gated when some severity of it fails the gate.</summary>
    public bool IsGated => FailOn != FailOn.Never;

    public bool Fails(Severity severity) => FailOn switch
    {
        FailOn.Minor => severity >= Severity.Minor,
        FailOn.Major => severity >= Severity.Major,
        FailOn.Critical => severity >= Severity.Critical,
        _ => false,
    };
}
