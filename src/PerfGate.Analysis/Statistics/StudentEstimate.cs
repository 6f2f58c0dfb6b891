using System.Runtime.InteropServices;

namespace PerfGate.Analysis.Statistics;

/// <summary>An estimate with its standard error, whose ratio follows Student's distribution.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Error">Its standard error; above zero.</param>
/// <param name="Df">Degrees of freedom of the standard error.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StudentEstimate(double Value, double Error, double Df)
{
    /// <summary>Upper bound that the truth exceeds with probability <paramref name="tail"/>.</summary>
    public double Upper(double tail) => Value + Reach(tail);

    /// <summary>Lower bound that the truth falls short of with probability <paramref name="tail"/>.</summary>
    public double Lower(double tail) => Value - Reach(tail);

    /// <summary>Distance of a bound from the estimate.</summary>
    public double Reach(double tail) => Error * PerfolizerAdapter.StudentQuantile(tail, Df);

    /// <summary>One-sided p-value of "the truth is at most <paramref name="limit"/>".</summary>
    public double PValueAbove(double limit) => PerfolizerAdapter.StudentTail((Value - limit) / Error, Df);

    /// <summary>The same estimate seen from the other side.</summary>
    public StudentEstimate Mirrored => this with { Value = -Value };
}
