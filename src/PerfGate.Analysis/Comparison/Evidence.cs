namespace PerfGate.Analysis.Comparison;

/// <summary>What the samples say about a change, before any threshold of severity is applied.</summary>
public enum Evidence
{
    /// <summary>The samples neither prove nor exclude a change that matters.</summary>
    Undecided,

    /// <summary>A change that matters is excluded, or what changed is smaller than what matters.</summary>
    Unchanged,

    /// <summary>It got worse, at the confidence asked for.</summary>
    Worse,

    /// <summary>It got better, at the confidence asked for.</summary>
    Improved,
}
