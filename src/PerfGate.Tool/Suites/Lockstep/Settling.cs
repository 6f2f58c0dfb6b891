using PerfGate.Host;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>
/// Warms sides in turn, by the same amount, until nothing more is compiled and the level is flat: sides with different histories differ by
/// factors on the same code.
/// </summary>
internal sealed class Settling(IReadOnlyList<LockstepSide> sides, TimeProvider clock)
{
    private const int Window = 6;
    private const double Tolerance = 0.03;

    // The runtime compiles anew what was called thirty times, what it has watched for thirty more; until then quiet means nothing.
    private const int FewestInvocations = 64;

    // A thread of the runtime now and then is no second core.
    private const double OneCore = 1.3;
    private const int SlicesForCores = 4;

    // Compiled code counts as final when nothing was compiled for so long while all sides ran.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    // Where others take most of the time, the sides get as much of it as nearly all need that have a core for themselves, within this.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestBesideOthers = TimeSpan.FromSeconds(15);

    private readonly List<Slice>[] _slices = [.. sides.Select(_ => new List<Slice>())];

    /// <summary>The last slice of each side.</summary>
    public IReadOnlyList<Slice> Last => [.. _slices.Select(slices => slices.LastOrDefault(Slice.First))];

    /// <summary>Whether compilation and level stood still at the end.</summary>
    public bool Settled { get; private set; }

    /// <summary>Whether the benchmark kept more than one core busy once its code was compiled.</summary>
    public bool UsesSeveralCores { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (watch, before) = (HostLoad.Begin(core: null, clock), await LockstepSide.ProcessorTimeAsync(sides));
        var start = clock.GetTimestamp();
        var lastCompilation = start;
        var compiled = Array.ConvertAll(_slices, _ => -1L);
        while (!Settled && (clock.GetElapsedTime(start) < Longest || await IsHeldBackAsync()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var side = 0; side < sides.Count; side++)
            {
                await RunAsync(side);
                var methods = _slices[side][^1].CompiledMethods;
                if (methods == compiled[side]) continue;
                compiled[side] = methods;
                lastCompilation = clock.GetTimestamp();
            }

            Settled = IsQuiet() && Array.TrueForAll(_slices, IsFlat) && Array.TrueForAll(_slices, HasRunOften);
        }

        // Of very long invocations there is no time for more.
        Settled |= Last.All(slice => slice.IsLong) && IsQuiet();
        for (var side = 0; side < sides.Count; side++) UsesSeveralCores |= await KeepsSeveralCoresBusyAsync(side);

        bool IsQuiet() => clock.GetElapsedTime(lastCompilation) >= Quiet;

        async Task<bool> IsHeldBackAsync()
        {
            var own = await LockstepSide.ProcessorTimeAsync(sides) - before;
            return own < Enough && clock.GetElapsedTime(start) < LongestBesideOthers && watch?.End(own) is { IsEpisode: true };
        }
    }

    private async Task RunAsync(int side) =>
        _slices[side].Add(await sides[side].MeasureAsync(HostCommand.Run, _slices[side].LastOrDefault(Slice.First).NextCount));

    private async Task<bool> KeepsSeveralCoresBusyAsync(int side)
    {
        var before = await sides[side].ProcessorTimeAsync();
        var elapsed = 0.0;
        for (var i = 0; i < SlicesForCores && (i == 0 || !_slices[side][^1].IsLong); i++)
        {
            await RunAsync(side);
            elapsed += _slices[side][^1].Nanoseconds;
        }

        return (await sides[side].ProcessorTimeAsync() - before).TotalNanoseconds > OneCore * elapsed;
    }

    private static bool IsFlat(List<Slice> slices)
    {
        // Invocations that are longer than a slice are few, and their own warm-up is over after three.
        if (slices.Count < 2 * Window) return slices.Count > 2 && slices[^1].IsLong;
        return Math.Abs(Math.Log(Middle(slices.TakeLast(Window)) / Middle(slices.SkipLast(Window).TakeLast(Window)))) < Tolerance;
    }

    private static bool HasRunOften(List<Slice> slices) => slices.Sum(slice => slice.Invocations) >= FewestInvocations;

    private static double Middle(IEnumerable<Slice> slices) => slices.Select(slice => slice.PerInvocation).Order().ElementAt(Window / 2);
}
