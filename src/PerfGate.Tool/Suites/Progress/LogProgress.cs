using System.Globalization;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Suites.Progress;

/// <summary>Progress in a log: a plain line a benchmark, with the time that is left once it can be told.</summary>
internal sealed class LogProgress(TextWriter writer, TimeProvider clock) : IProgress<MeasureEvent>
{
    private readonly TimeLeft _timeLeft = new(clock);

    public void Report(MeasureEvent value)
    {
        if (value.Benchmark is null)
        {
            writer.WriteLine(SafeText.Line($"{value.Suite}: {value.Step}"));
            return;
        }

        var position = string.Create(CultureInfo.InvariantCulture, $"[{value.Done + 1}/{value.Total}]");
        var left = _timeLeft.After(value) is { } time ? $", {TimeLeft.Text(time)} left" : "";
        writer.WriteLine(SafeText.Line($"{position} {value.Benchmark} ({value.Step}{left})"));
    }
}
