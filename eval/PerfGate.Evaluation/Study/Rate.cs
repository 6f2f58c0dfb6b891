using System.Globalization;
using System.Runtime.InteropServices;

namespace PerfGate.Evaluation.Study;

/// <summary>A count out of many, with its 95 % interval after Wilson: a 0 of n has an upper bound too.</summary>
/// <param name="Hits">How often it happened.</param>
/// <param name="Of">How often it could have.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rate(long Hits, long Of)
{
    private const double Z = 1.959964;

    public double Value => Of == 0 ? double.NaN : (double)Hits / Of;

    public double Low => Of == 0 || Hits == 0 ? 0 : Bound(-1);

    public double High => Of == 0 || Hits == Of ? 1 : Bound(1);

    public Rate Plus(bool hit) => new(Hits + (hit ? 1 : 0), Of + 1);

    public override string ToString() => Of == 0
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{Value * 100:0.0#} % ({Low * 100:0.0#}–{High * 100:0.0#})");

    private double Bound(int side)
    {
        var z2 = Z * Z / Of;
        return (Value + (z2 / 2) + (side * Z * Math.Sqrt((Value * (1 - Value) / Of) + (z2 / (4 * Of))))) / (1 + z2);
    }
}
