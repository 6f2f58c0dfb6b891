using PerfGate.Host;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>
/// One launch pair of one case in lockstep: both processes are alive at once and take turns in slices of about ten milliseconds, in random
/// order, on one core. Noise on a shared machine is slow, so that neighbouring slices meet the same; see docs/decisions/0005-lockstep.md.
/// A case that only one side has is measured by itself.
/// </summary>
internal sealed class LockstepLaunch(IReadOnlyList<LockstepSide> sides, Random random, TimeProvider clock)
{
    private const int MostSlices = 40;
    private const int FewestSlices = 8;
    private const int FewestLongSlices = 4;
    private const int OverheadSlices = 5;
    private const int SlicesAfterPinning = 3;

    // Alone, a slice has no neighbour that meets the same: fewer and longer ones say as much and are stored in less space.
    private const int SlicesAlone = 10;
    private const int LengthAlone = 2;
    private static readonly TimeSpan LongestMeasurement = TimeSpan.FromSeconds(3);

    /// <summary>Measures all sides that have not failed; a side that fails leaves the other one to be measured alone.</summary>
    /// <returns>Null when no side could be measured to its end.</returns>
    public async Task<LaunchCourse?> MeasureAsync(CancellationToken cancellationToken)
    {
        while (sides.Where(side => side.Failure is null).ToList() is { Count: > 0 } able)
        {
            try
            {
                return await MeasureAsync(able, cancellationToken);
            }
            catch (HostFailedException)
            {
                // The side knows; the other one still counts.
            }
        }

        return null;
    }

    private async Task<LaunchCourse> MeasureAsync(List<LockstepSide> able, CancellationToken cancellationToken)
    {
        var settling = new Settling(able, clock);
        await settling.RunAsync(cancellationToken);
        var last = settling.Last.ToArray();
        using var core = settling.UsesSeveralCores ? null : MeasuringCore.Take();
        var isPinned = core is not null;
        if (core is not null)
        {
            foreach (var side in able) isPinned &= await side.PinAsync(core.Mask);
            for (var i = 0; i < SlicesAfterPinning && !Array.Exists(last, slice => slice.IsLong); i++)
            {
                for (var side = 0; side < able.Count; side++)
                {
                    last[side] = await able[side].MeasureAsync(HostCommand.Run, last[side].NextCount);
                }
            }
        }

        var watch = HostLoad.Begin(isPinned ? core!.Number : null, clock);
        var before = await LockstepSide.ProcessorTimeAsync(able);
        await SlicesAsync(able, last, cancellationToken);
        var disturbance = watch?.End(await LockstepSide.ProcessorTimeAsync(able) - before);

        // What is left to do (clean-up, export) both sides do at once.
        if (core is not null)
        {
            foreach (var side in able) await side.PinAsync(core.Allowed);
        }

        return new LaunchCourse(settling.Settled, isPinned, disturbance);
    }

    private async Task SlicesAsync(List<LockstepSide> able, Slice[] last, CancellationToken cancellationToken)
    {
        var alone = able.Count == 1;
        var counts = Array.ConvertAll(last, slice => slice.NextCount * (alone && !slice.IsLong ? LengthAlone : 1));

        // BenchmarkDotNet may make several invocations in a row, of which a slice has no fewer.
        var round = last.Zip(counts, (slice, count) =>
            Math.Max(slice.PerInvocation * count, slice.Invocations > slice.NextCount ? slice.Nanoseconds : 0)).Sum();
        var fewest = Array.Exists(last, slice => slice.IsLong) ? FewestLongSlices : FewestSlices;
        var rounds = Math.Clamp((int)(LongestMeasurement.TotalNanoseconds / Math.Max(1, round)), fewest, alone ? SlicesAlone : MostSlices);
        for (var i = 0; i < OverheadSlices; i++) await RoundAsync(HostCommand.Overhead);
        for (var i = 0; i < rounds; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await RoundAsync(HostCommand.Slice);
        }

        await RoundAsync(HostCommand.Memory);

        async Task RoundAsync(HostCommand command)
        {
            var first = random.Next(able.Count);
            for (var k = 0; k < able.Count; k++)
            {
                var side = (first + k) % able.Count;
                await able[side].MeasureAsync(command, counts[side]);
            }
        }
    }
}
