using System.Runtime.InteropServices;

namespace PerfGate.Analysis.Comparison;

/// <summary>A shift between the sides with what its own launches say about its variance.</summary>
/// <param name="Value">The shift, positive when worse.</param>
/// <param name="Variance">Variance of the shift.</param>
/// <param name="Df">Degrees of freedom of that variance.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Shift(double Value, double Variance, double Df);
