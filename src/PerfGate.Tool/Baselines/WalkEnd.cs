namespace PerfGate.Tool.Baselines;

/// <summary>Why a walk through the history ended.</summary>
internal enum WalkEnd
{
    /// <summary>At a commit without parents.</summary>
    Root,

    /// <summary>After as many commits as were asked for.</summary>
    Limit,

    /// <summary>Where a shallow clone ends.</summary>
    Shallow,

    /// <summary>Before it began: the first commit is not in this clone.</summary>
    Missing,
}
