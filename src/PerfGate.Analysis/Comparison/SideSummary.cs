using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>Summary of one side's values, in the metric's unit.</summary>
/// <param name="Median">Median over all values.</param>
/// <param name="Mean">Mean over all values.</param>
/// <param name="Count">Number of values.</param>
/// <param name="Launches">Number of process launches that they come from.</param>
public sealed record SideSummary(double Median, double Mean, int Count, int Launches)
{
    /// <summary>Summary of values in ascending order; null when there are none.</summary>
    internal static SideSummary? Of(ReadOnlySpan<double> sorted, int launches) => sorted.IsEmpty
        ? null
        : new SideSummary(Descriptive.MedianOfSorted(sorted), Descriptive.Mean(sorted), sorted.Length, launches);
}
