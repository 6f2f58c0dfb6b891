using System.Globalization;

namespace PerfGate.Tool.Reporting;

/// <summary>Two values of a metric in one unit that suits them, with three significant digits.</summary>
/// <param name="Baseline">The baseline's value without its unit.</param>
/// <param name="Current">The current value without its unit.</param>
/// <param name="Unit">The unit of both.</param>
internal sealed record Quantity(string Baseline, string Current, string Unit)
{
    private static readonly (double Factor, string Unit)[] Times = [(1, "ns"), (1e3, "µs"), (1e6, "ms"), (1e9, "s")];
    private static readonly (double Factor, string Unit)[] Bytes =
        [(1, "B"), (1024, "KB"), (1 << 20, "MB"), (1 << 30, "GB"), (1L << 40, "TB")];

    /// <summary>Both values as one text: <c>1.18 → 1.52 µs</c>.</summary>
    public string Both => $"{Baseline} → {Current} {Unit}".TrimEnd();

    /// <summary>Both values, null where there is none, in a unit that suits the larger one.</summary>
    public static Quantity Of(double? baseline, double? current, string unit)
    {
        if (Nanoseconds(unit) is { } factor) (baseline, current) = (baseline * factor, current * factor);
        var units = Nanoseconds(unit) is not null ? Times
            : unit == "B" ? Bytes
            : [(1, unit), (1e3, $"k {unit}"), (1e6, $"M {unit}"), (1e9, $"G {unit}")];
        var largest = new[] { baseline, current }.Max(value => value is { } v && double.IsFinite(v) ? Math.Abs(v) : 0);
        // What would round to 1000 belongs to the next unit.
        var scale = Array.FindLast(units, scale => largest >= 0.9995 * scale.Factor);
        if (scale.Factor is 0) scale = units[0];
        var counts = units != Times && scale.Factor is 1;
        return new Quantity(Text(baseline / scale.Factor, counts), Text(current / scale.Factor, counts), scale.Unit);
    }

    /// <summary>One value with its unit.</summary>
    public static string Text(double? value, string unit)
    {
        var quantity = Of(value, value, unit);
        return $"{quantity.Current} {quantity.Unit}".TrimEnd();
    }

    /// <summary>Value in seconds, or null when the unit is not one of time.</summary>
    public static double? Seconds(double value, string unit) => value * Nanoseconds(unit) / 1e9;

    private static double? Nanoseconds(string unit) => unit switch
    {
        "ns" => 1,
        // Both letters are in use: the micro sign and the Greek one.
        "us" or "µs" or "μs" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        _ => null,
    };

    private static string Text(double? value, bool counts)
    {
        if (value is not { } number) return "–";
        if (double.IsNaN(number)) return "?";
        if (double.IsInfinity(number)) return number > 0 ? "∞" : "−∞";
        var sign = number < 0 ? "−" : "";
        return sign + Digits(Math.Abs(number), counts);
    }

    // A value that is not zero is never printed as zero.
    private static string Digits(double number, bool counts)
    {
        var format = number switch
        {
            0 => "0",
            < 0.001 => null,
            >= 1e6 => "0.00e+0",
            _ when counts && number == Math.Floor(number) => "0",
            >= 99.95 => "0",
            >= 9.995 => "0.0",
            >= 0.9995 => "0.00",
            >= 0.09995 => "0.000",
            >= 0.009995 => "0.0000",
            _ => "0.00000",
        };
        return format is null ? "<0.001" : number.ToString(format, CultureInfo.InvariantCulture);
    }
}
