namespace PerfGate.Analysis.Comparison;

/// <summary>Whether there was anything to compare.</summary>
public enum ComparisonStatus
{
    /// <summary>Both sides have it. Where the baseline yielded no value the evidence is undecided.</summary>
    Compared,

    /// <summary>The benchmark or metric exists in the current results only.</summary>
    Added,

    /// <summary>The benchmark or metric exists in the baseline only.</summary>
    Removed,

    /// <summary>The benchmark ran without yielding a measurement, or its values are not numbers.</summary>
    Failed,

    /// <summary>Several results cannot be told apart.</summary>
    Ambiguous,
}
