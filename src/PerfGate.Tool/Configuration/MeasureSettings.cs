using System.Globalization;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

/// <summary>How suites are run and what that may cost.</summary>
/// <param name="Mode">What is measured of the base.</param>
/// <param name="Launches">Launches of each side before the first decision; null for what suits the way of measuring.</param>
/// <param name="Budget">Longest time of a check, from its start; null for as long as it takes.</param>
/// <param name="MaxPairs">Most launch pairs of a suspect; null for the engine's own.</param>
/// <param name="Timeout">Longest time that one launch of one benchmark may take.</param>
/// <param name="BenchmarksFrom">Which revision the benchmarks' own code is taken from.</param>
internal sealed record MeasureSettings(
    MeasureMode Mode,
    int? Launches,
    TimeSpan? Budget,
    int? MaxPairs,
    TimeSpan Timeout,
    BenchmarkSource BenchmarksFrom)
{
    /// <summary>Fewer fresh pairs than this never convict, so that a gate with a smaller limit could not fail.</summary>
    public const int FewestPairs = 8;

    /// <summary>More launches, or launch pairs, than this are a typing error.</summary>
    public const int MostLaunches = 100;

    private const int Several = 3;

    // From here on the benchmarks of a suite say how its launches scatter.
    private const int ManyBenchmarks = 10;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Launches of each side before the first decision, in lockstep: a launch pair is sharp by itself, and how launches scatter is seen
    /// from many benchmarks, or from several launches of few.
    /// </summary>
    public int LockstepLaunches(int benchmarks) => Launches ?? (benchmarks >= ManyBenchmarks ? 1 : Several);

    /// <summary>Launches of each side before the first decision, where sides do not take turns.</summary>
    public int SequentialLaunches => Launches ?? Several;

    public static MeasureSettings Resolve(CommandLineValues flags, Func<string, string?> variable, MeasureSection? file)
    {
        var given = new GivenValues(variable);
        return new MeasureSettings(
            Choices.Parse(given.Find("--mode", flags.Mode), file?.Mode ?? MeasureMode.Auto),
            Number(given.Find("--launches", flags.Launches), 1, "Three is a good start.") ?? file?.Launches,
            given.Find("--budget", flags.Budget) is { } budget ? Duration.Parse(budget) : file?.Budget,
            Number(given.Find("--max-pairs", flags.MaxPairs), FewestPairs, "Sixteen is the default.") ?? file?.MaxPairs,
            given.Find("--timeout", flags.Timeout) is { } timeout ? Duration.Parse(timeout) : file?.Timeout ?? DefaultTimeout,
            Choices.Parse(given.Find("--benchmarks-from", flags.BenchmarksFrom), file?.BenchmarksFrom ?? BenchmarkSource.Own));
    }

    private static int? Number(GivenValue? value, int least, string advice)
    {
        if (value is null) return null;
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= MostLaunches)
        {
            return number;
        }

        var message = string.Create(CultureInfo.InvariantCulture, $"'{value.Text}' is not a number from {least} to {MostLaunches}");
        throw new PerfGateException(ErrorCode.InvalidArguments, value.Origin, message, advice);
    }
}
