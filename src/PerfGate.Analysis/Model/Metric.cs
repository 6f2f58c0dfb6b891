namespace PerfGate.Analysis.Model;

/// <summary>The direction in which a metric gets better.</summary>
public enum Better
{
    /// <summary>Less is better: time, bytes, collections, errors.</summary>
    Lower,

    /// <summary>More is better: throughput.</summary>
    Higher,
}

/// <summary>How the values of a metric come about, which decides how two of them are compared.</summary>
public enum MetricKind
{
    /// <summary>A noisy quantity that is known from samples; compared statistically.</summary>
    Sampled,

    /// <summary>A count that the program determines; compared by its value, with a tolerance.</summary>
    Exact,
}

/// <summary>What is measured.</summary>
/// <param name="Name">Lower-case name as it stands in reports and policies, for example <c>time</c>; unique within a benchmark.</param>
/// <param name="Unit">Unit of every value, for example <c>ns</c> or <c>B</c>.</param>
/// <param name="Better">Direction in which the metric gets better.</param>
/// <param name="Kind">Whether the values are samples or exact.</param>
public sealed record Metric(string Name, string Unit, Better Better, MetricKind Kind)
{
    /// <summary>Time of one operation in nanoseconds.</summary>
    public static Metric Time { get; } = new("time", "ns", Better.Lower, MetricKind.Sampled);

    /// <summary>Managed bytes allocated by one operation.</summary>
    public static Metric Allocated { get; } = new("allocated", "B", Better.Lower, MetricKind.Exact);

    /// <summary>Collections of generation 0 in 1000 operations. They follow from a run's length, so they are sampled, not exact.</summary>
    public static Metric Gen0 { get; } = new("gen0", "/1k op", Better.Lower, MetricKind.Sampled);

    /// <summary>Collections of generation 1 in 1000 operations.</summary>
    public static Metric Gen1 { get; } = new("gen1", "/1k op", Better.Lower, MetricKind.Sampled);

    /// <summary>Collections of generation 2 in 1000 operations.</summary>
    public static Metric Gen2 { get; } = new("gen2", "/1k op", Better.Lower, MetricKind.Sampled);

    /// <summary>Whether it is the same metric: of equal name, unit, direction and kind.</summary>
    /// <param name="other">Another metric, or null.</param>
    /// <returns>Whether all four are equal.</returns>
    // As the compiler would, but without a comparer for each enumeration, which every start would have to compile.
    public bool Equals(Metric? other) => other is not null
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && string.Equals(Unit, other.Unit, StringComparison.Ordinal)
        && Better == other.Better
        && Kind == other.Kind;

    /// <summary>A hash of all four.</summary>
    /// <returns>The same for equal metrics of one process.</returns>
    public override int GetHashCode() => HashCode.Combine(
        StringComparer.Ordinal.GetHashCode(Name), StringComparer.Ordinal.GetHashCode(Unit), (int)Better, (int)Kind);
}
