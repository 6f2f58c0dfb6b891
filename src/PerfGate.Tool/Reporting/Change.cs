using System.Globalization;
using PerfGate.Analysis.Comparison;

namespace PerfGate.Tool.Reporting;

/// <summary>A ratio as people say it. The sign is that of the raw change, whatever direction is better.</summary>
internal static class Change
{
    public static string Text(ChangeEstimate? estimate) => estimate is null ? "" : Text(estimate.Ratio, wholeFrom: 99.95);

    /// <summary>The 95 % interval; empty where it says no more than the change itself.</summary>
    public static string Interval(ChangeEstimate? estimate)
    {
        if (estimate is not { RatioLow: var low, RatioHigh: var high } || !double.IsFinite(low) || double.IsNaN(high) || low >= high)
        {
            return "";
        }

        return $"[{Text(low, wholeFrom: 9.95)}, {(double.IsInfinity(high) ? "∞" : Text(high, wholeFrom: 9.95))}]";
    }

    /// <summary>A relative change: 0.058 is "5.8 %".</summary>
    public static string Percent(double share) => Number(share * 100, wholeFrom: 9.95) + " %";

    private static string Text(double ratio, double wholeFrom)
    {
        if (double.IsNaN(ratio) || ratio < 0) return "?";
        if (double.IsInfinity(ratio)) return "new";
        if (ratio >= 1e6) return ratio.ToString("0.0e+0", CultureInfo.InvariantCulture) + "×";
        if (ratio >= 10) return Math.Floor(ratio).ToString("0", CultureInfo.InvariantCulture) + "×";
        var percent = (ratio - 1) * 100;
        // Only what is gone has changed by −100 %.
        if (ratio > 0 && percent < -99.9) percent = -99.9;
        var number = Number(Math.Abs(percent), wholeFrom);
        var sign = number == "0.0" ? "±" : percent < 0 ? "−" : "+";
        return $"{sign}{number} %";
    }

    private static string Number(double percent, double wholeFrom) =>
        percent.ToString(percent >= wholeFrom ? "0" : "0.0", CultureInfo.InvariantCulture);
}
