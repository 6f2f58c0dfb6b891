namespace PerfGate.Analysis.Policy;

/// <summary>Which number of the estimate is held against the limits.</summary>
public enum SeverityBasis
{
    /// <summary>The estimate itself.</summary>
    Balanced,

    /// <summary>The upper 90 % bound: what it may be.</summary>
    Strict,

    /// <summary>The lower 95 % bound: what it is at least.</summary>
    Certified,
}
