namespace PerfGate.Analysis.Policy;

/// <summary>How bad a regression is.</summary>
public enum Severity
{
    /// <summary>Below every limit.</summary>
    None,

    /// <summary>At or above the minor limit.</summary>
    Minor,

    /// <summary>At or above the major limit.</summary>
    Major,

    /// <summary>At or above the critical limit.</summary>
    Critical,
}
