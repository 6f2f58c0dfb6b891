using System.Runtime.InteropServices;

namespace PerfGate.Analysis.Comparison;

/// <summary>One launch, reduced to what replicates: its level. Iterations of a launch are no replicates of each other.</summary>
/// <param name="Log">Natural logarithm of the median iteration, turned so that more is worse.</param>
/// <param name="Scatter">Variance of the iterations' logarithms.</param>
/// <param name="Count">Number of iterations.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LaunchSummary(double Log, double Scatter, int Count)
{
    /// <summary>Variance of the launch's median as far as its iterations know; pi/2 is the price of the median against the mean.</summary>
    public double MedianVariance => Math.PI / 2 * Scatter / Count;
}
