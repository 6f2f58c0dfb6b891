namespace PerfGate.BaselineStudy;

internal static class Timing
{
    /// <summary>Median and maximum in milliseconds, after one run that does not count.</summary>
    public static async Task<(double Median, double Max)> OfAsync(int runs, Func<Task> action)
    {
        await action();
        var times = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await action();
            times[run] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return (times[runs / 2], times[^1]);
    }

    public static string Text((double Median, double Max) time) => FormattableString.Invariant($"{time.Median:0} ({time.Max:0})");
}
