using System.Globalization;

namespace PerfGate.Tool.Suites.Progress;

/// <summary>Estimates the remaining time from the pace so far.</summary>
internal sealed class TimeLeft(TimeProvider clock)
{
    private long? _first;

    /// <summary>The remaining time, or null until a few benchmarks have shown the pace.</summary>
    public TimeSpan? After(MeasureEvent value)
    {
        _first ??= clock.GetTimestamp();
        return value.Done < 2 || value.Total <= value.Done
            ? null
            : clock.GetElapsedTime(_first.Value) / value.Done * (value.Total - value.Done);
    }

    public static string Text(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0} min {time.Seconds:00} s");
}
