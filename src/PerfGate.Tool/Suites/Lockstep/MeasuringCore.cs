using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using PerfGate.Tool.Files;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>
/// The core that slices run on. Checks that run on one machine at once take different ones as far as there are enough: on the same core
/// each would measure how the other one works.
/// </summary>
internal sealed class MeasuringCore : IDisposable
{
    // Of the whole machine: two agents of one build server have temporary folders of their own.
    private static readonly string SharedFolder = OperatingSystem.IsLinux() ? "/tmp" : Path.GetTempPath();

    private readonly FileLock? _lock;

    private MeasuringCore(int number, long allowed, FileLock? held) => (Number, Allowed, _lock) = (number, allowed, held);

    /// <summary>Its number, from 0.</summary>
    public int Number { get; }

    /// <summary>The core as an affinity mask.</summary>
    public long Mask => 1L << Number;

    /// <summary>All cores that this process may use, as an affinity mask.</summary>
    public long Allowed { get; }

    /// <summary>
    /// The last core that this process may use and that no other check has taken: the first ones have most of the system's interrupts. Null
    /// where a process cannot be kept on a core (elsewhere than on Linux and Windows).
    /// </summary>
    public static MeasuringCore? Take()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows()) return null;
        using var self = Process.GetCurrentProcess();
        var allowed = (ulong)self.ProcessorAffinity;
        if (allowed == 0) return null;
        for (var rest = allowed; rest != 0; rest &= ~(1UL << Last(rest)))
        {
            if (TryTake(Last(rest)) is { } held) return new MeasuringCore(Last(rest), (long)allowed, held);
        }

        return new MeasuringCore(Last(allowed), (long)allowed, held: null);
    }

    public void Dispose() => _lock?.Dispose();

    private static int Last(ulong mask) => 63 - BitOperations.LeadingZeroCount(mask);

    private static FileLock? TryTake(int number)
    {
        try
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"perfgate-core-{number}.lock");
            return FileLock.TryAcquire(Path.Combine(SharedFolder, name));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another user's file, or no room for one: whether the core is free is not known then.
            return null;
        }
    }
}
