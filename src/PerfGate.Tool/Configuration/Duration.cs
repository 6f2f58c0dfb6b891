using System.Globalization;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

/// <summary>A time as people write it: <c>90s</c>, <c>10m</c>, <c>1.5h</c>.</summary>
internal static class Duration
{
    private const double Longest = 7 * 24 * 3600;

    /// <exception cref="PerfGateException">It is no time, nothing, or longer than a week.</exception>
    public static TimeSpan Parse(GivenValue value) => Find(value.Text) ?? throw new PerfGateException(
        ErrorCode.InvalidArguments,
        value.Origin,
        $"'{value.Text}' is not a time",
        "Write a number with s, m or h, for example 90s or 10m, and at most a week.");

    /// <summary>The time that a text says; null when it is none, nothing, or longer than a week.</summary>
    public static TimeSpan? Find(string text)
    {
        var unit = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit > 0
            && double.TryParse(
                text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is > 0 and <= Longest)
        {
            return TimeSpan.FromSeconds(number * unit);
        }

        return null;
    }
}
