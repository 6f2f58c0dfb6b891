using System.Diagnostics;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>What one launch pair yielded.</summary>
/// <param name="Base">Results of the base.</param>
/// <param name="Current">Results of the current state, whose iteration <c>i</c> ran next to iteration <c>i</c> of the base.</param>
/// <param name="Own">Benchmarks, without parameters, that have to be measured by whole launches.</param>
internal sealed record LockstepResult(ResultSet Base, ResultSet Current, IReadOnlyCollection<string> Own);

/// <summary>
/// One launch pair in lockstep: both processes are alive at once and take turns in slices of about ten milliseconds, in random order, on
/// one core. Noise on a shared machine is slow, so that neighbouring slices meet the same; see docs/decisions/0005-lockstep.md.
/// </summary>
internal sealed class LockstepLaunch(LockstepSide before, LockstepSide after, Random random, TimeProvider clock)
{
    private const double SliceNanoseconds = 10e6;
    private const int MostSlices = 40;
    private const int FewestSlices = 8;
    private const int OverheadSlices = 5;

    // Compiled code counts as final when nothing was compiled for so long while both sides ran, and when the level stands still.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LongestMeasurement = TimeSpan.FromSeconds(3);

    /// <summary>Measures all benchmarks that both processes offer next to each other, and the others alone.</summary>
    /// <param name="onBenchmark">Called when a benchmark begins.</param>
    /// <param name="cancellationToken">Ends it between two slices; the processes are ended by their owner.</param>
    public async Task MeasureAsync(Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        var affinity = LastCore();
        await before.BeginAsync(affinity);
        await after.BeginAsync(affinity);
        var (first, second) = (await before.NextAsync(), await after.NextAsync());
        while (first is not null || second is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            onBenchmark(second ?? first!);
            if (first == second)
            {
                await MeasurePairAsync();
                (first, second) = (await before.NextAsync(), await after.NextAsync());
            }
            else if (second is null || (first is not null && IsPast(after.Cases, first, second)))
            {
                await MeasureAloneAsync(before);
                first = await before.NextAsync();
            }
            else
            {
                await MeasureAloneAsync(after);
                second = await after.NextAsync();
            }
        }
    }

    // Whether a side that is at one benchmark will not come to another: it does not have it, or it failed before it could be announced.
    private static bool IsPast(List<string> cases, string wanted, string at) => cases.IndexOf(wanted) < cases.IndexOf(at);

    private async Task MeasurePairAsync()
    {
        var (x, y) = await SettleAsync();
        foreach (var (side, slice) in new[] { (before, x), (after, y) })
        {
            for (var i = 0; i < OverheadSlices; i++) await side.MeasureAsync("overhead", slice.Invocations);
        }

        var count = Math.Clamp((int)(LongestMeasurement.TotalNanoseconds / (x.Nanoseconds + y.Nanoseconds)), FewestSlices, MostSlices);
        for (var i = 0; i < count; i++)
        {
            if (random.Next(2) == 0)
            {
                await before.MeasureAsync("slice", x.Invocations);
                await after.MeasureAsync("slice", y.Invocations);
            }
            else
            {
                await after.MeasureAsync("slice", y.Invocations);
                await before.MeasureAsync("slice", x.Invocations);
            }
        }

        await before.MeasureAsync("memory", x.Invocations);
        await after.MeasureAsync("memory", y.Invocations);
        await before.DoneAsync();
        await after.DoneAsync();
    }

    // Sides with different histories differ by factors on the same code: both are warmed in turn, by the same amount.
    private async Task<(Slice Before, Slice After)> SettleAsync()
    {
        var start = clock.GetTimestamp();
        var lastCompilation = start;
        long compiledBefore = -1, compiledAfter = -1;
        var levels = new List<(double Before, double After)>();
        Slice x = new(0, 1, 0), y = new(0, 1, 0);
        while (clock.GetElapsedTime(start) < LongestWarmUp)
        {
            x = await before.MeasureAsync("run", NextCount(x));
            y = await after.MeasureAsync("run", NextCount(y));
            if (x.CompiledMethods != compiledBefore || y.CompiledMethods != compiledAfter)
            {
                (compiledBefore, compiledAfter) = (x.CompiledMethods, y.CompiledMethods);
                lastCompilation = clock.GetTimestamp();
            }

            levels.Add((x.PerInvocation, y.PerInvocation));
            if (clock.GetElapsedTime(lastCompilation) >= Quiet && IsFlat(levels)) break;
        }

        return (x with { Invocations = NextCount(x), Nanoseconds = Math.Max(x.Nanoseconds, 1) }, y with { Invocations = NextCount(y), Nanoseconds = Math.Max(y.Nanoseconds, 1) });
    }

    private static bool IsFlat(List<(double Before, double After)> levels)
    {
        const int window = 6;
        const double tolerance = 0.03;
        if (levels.Count < 2 * window) return levels.Count > 2 && levels[^1].Before > SliceNanoseconds;
        bool Flat(Func<(double Before, double After), double> side)
        {
            var late = levels.TakeLast(window).Select(side).Order().ElementAt(window / 2);
            var early = levels.SkipLast(window).TakeLast(window).Select(side).Order().ElementAt(window / 2);
            return Math.Abs(Math.Log(late / early)) < tolerance;
        }

        return Flat(level => level.Before) && Flat(level => level.After);
    }

    private static long NextCount(Slice last)
    {
        if (last.Nanoseconds <= 0) return 1;
        var wanted = SliceNanoseconds / last.PerInvocation;
        return Math.Max(1, (long)Math.Min(wanted, last.Invocations * 8.0));
    }

    // What only one side has is recorded with a few slices, so that it is known when the other side gets it.
    private static async Task MeasureAloneAsync(LockstepSide side)
    {
        var slice = new Slice(0, 1, 0);
        for (var i = 0; i < 30; i++) slice = await side.MeasureAsync("run", NextCount(slice));
        for (var i = 0; i < FewestSlices; i++) await side.MeasureAsync("slice", NextCount(slice));
        await side.MeasureAsync("memory", NextCount(slice));
        await side.DoneAsync();
    }

    // The last core that this process may use: the first ones have most of the system's interrupts. Elsewhere than on Linux and Windows a
    // process cannot be kept on a core.
    private static long LastCore()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows()) return 0;
        using var self = Process.GetCurrentProcess();
        var allowed = (ulong)self.ProcessorAffinity;
        return allowed == 0 ? 0 : (long)(1UL << (63 - System.Numerics.BitOperations.LeadingZeroCount(allowed)));
    }
}
