using System.Globalization;

namespace PerfGate.Tool.Configuration;

/// <summary>
/// A relative amount as people write it, <c>"10%"</c>. As a fraction it would be a riddle whether 5 means 5 % or 500 %. It is kept as a
/// decimal number, which is written again as it was read.
/// </summary>
internal readonly record struct Percentage(decimal Percent)
{
    public Percentage(double fraction)
        : this((decimal)(fraction * 100))
    {
    }

    public double Fraction => (double)Percent / 100;

    public static bool TryParse(string? text, out Percentage value)
    {
        value = default;
        if (text is null || !text.EndsWith('%')) return false;
        var number = text.AsSpan(0, text.Length - 1);
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)) return false;
        if (percent is not (>= 0 and <= 1_000_000)) return false;
        value = new Percentage(percent);
        return true;
    }

    // As many places as a decimal number can have.
    public override string ToString() => Percent.ToString("0.############################", CultureInfo.InvariantCulture) + "%";
}
