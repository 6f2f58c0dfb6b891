namespace PerfGate.Analysis.Policy;

/// <summary>What became of one metric of one benchmark, before <c>fail-on</c> is applied.</summary>
public enum Outcome
{
    /// <summary>No change that matters.</summary>
    Unchanged,

    /// <summary>Worse, at or above the minor limit.</summary>
    Minor,

    /// <summary>Worse, at or above the major limit.</summary>
    Major,

    /// <summary>Worse, at or above the critical limit.</summary>
    Critical,

    /// <summary>Better, by at least the minor limit.</summary>
    Improved,

    /// <summary>The data do not decide.</summary>
    Inconclusive,

    /// <summary>Only the current results have it.</summary>
    Added,

    /// <summary>Only the baseline has it.</summary>
    Removed,

    /// <summary>It ran without yielding a measurement.</summary>
    Failed,

    /// <summary>Several results cannot be told apart.</summary>
    Ambiguous,
}
