namespace PerfGate.Analysis.Policy;

/// <summary>Which number of the estimate is held against the limits.</summary>
public enum SeverityBasis
{
    /// <summary>The estimate itself.</summary>
    Balanced,

    /// <summary>The upper one-sided 95 % bound: what it may be.</summary>
    Strict,

    /// <summary>The lower one-sided 95 % bound: what it is at least.</summary>
    Certified,
}
