using System.Globalization;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Numbers as they stand in sentences.</summary>
internal static class Words
{
    /// <summary>
    /// The change of a metric with its sign, <c>+12 %</c>, as the raw values show it. It is given as a logarithm that is positive when worse.
    /// </summary>
    public static string Change(double worsening, Metric metric) => Change(metric.Better == Better.Lower ? worsening : -worsening);

    /// <summary>The logarithm of a ratio as a change with its sign.</summary>
    public static string Change(double log)
    {
        var percent = (Math.Exp(log) - 1) * 100;
        return (percent >= 0 ? "+" : "−") + Number(Math.Abs(percent)) + " %";
    }

    /// <summary>The size of a worsening given as a logarithm: <c>12 %</c>.</summary>
    public static string Size(double log) => Number((Math.Exp(Math.Abs(log)) - 1) * 100) + " %";

    /// <summary>A count with its noun.</summary>
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : noun.EndsWith('h') ? "es" : "s")}");

    private static string Number(double value) => value.ToString(Math.Abs(value) < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
