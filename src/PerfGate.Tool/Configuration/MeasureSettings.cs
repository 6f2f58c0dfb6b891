using System.Globalization;

namespace PerfGate.Tool.Configuration;

/// <summary>What a check measures of the base.</summary>
internal enum MeasureMode
{
    /// <summary>Side by side where the base can be built and the budget allows it, else against the recorded baseline.</summary>
    Auto,

    /// <summary>The base is built and measured next to the working tree.</summary>
    SideBySide,

    /// <summary>The recorded baseline screens, and only suspects are measured side by side.</summary>
    Stored,
}

/// <summary>Which revision the benchmarks' own code is taken from.</summary>
internal enum BenchmarkSource
{
    /// <summary>Each side has its own.</summary>
    Own,

    /// <summary>Both sides run the base's benchmarks.</summary>
    Base,

    /// <summary>Both sides run the current benchmarks.</summary>
    Current,
}

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
    // Fewer fresh pairs than this never convict, so that a gate with a smaller limit could not fail.
    private const int FewestPairs = 8;

    private const int Several = 3;

    // From here on the benchmarks of a suite say how its launches scatter.
    private const int ManyBenchmarks = 10;

    /// <summary>
    /// Launches of each side before the first decision, in lockstep: a launch pair is sharp by itself, and how launches scatter is seen
    /// from many benchmarks, or from several launches of few.
    /// </summary>
    public int LockstepLaunches(int benchmarks) => Launches ?? (benchmarks >= ManyBenchmarks ? 1 : Several);

    /// <summary>Launches of each side before the first decision, where sides do not take turns.</summary>
    public int SequentialLaunches => Launches ?? Several;

    public static MeasureSettings Resolve(CommandLineValues flags, Func<string, string?> variable, MeasureSection? file) => new(
        Choice<MeasureMode>(flags.Mode ?? variable("MODE") ?? file?.Mode, "--mode"),
        Number(flags.Launches ?? variable("LAUNCHES"), "--launches", 1, "Three is a good start.") ?? file?.Launches,
        (flags.Budget ?? variable("BUDGET") ?? file?.Budget) is { } budget ? Duration(budget, "--budget") : null,
        Number(flags.MaxPairs ?? variable("MAX_PAIRS"), "--max-pairs", FewestPairs, "Sixteen is the default.") ?? file?.MaxPairs,
        Duration(flags.Timeout ?? variable("TIMEOUT") ?? file?.Timeout ?? "5m", "--timeout"),
        Choice<BenchmarkSource>(flags.BenchmarksFrom ?? variable("BENCHMARKS_FROM") ?? file?.BenchmarksFrom, "--benchmarks-from"));

    /// <summary>Names of a choice as people write them: <c>side-by-side</c>.</summary>
    public static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Name);

    private static string Name<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter)
            ? "-" + char.ToLowerInvariant(letter)
            : char.ToLowerInvariant(letter).ToString()));

    private static T Choice<T>(string? text, string option)
        where T : struct, Enum
    {
        if (text is null) return default;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Name(value), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        throw new PerfGateException(
            ErrorCode.InvalidArguments,
            option,
            $"'{text}' is not one of {string.Join(", ", Names<T>())}",
            "Choose one of them.");
    }

    private static int? Number(string? text, string option, int least, string advice)
    {
        if (text is null) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 100)
        {
            return number;
        }

        var message = string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to 100");
        throw new PerfGateException(ErrorCode.InvalidArguments, option, message, advice);
    }

    // 90s, 10m, 1.5h
    private static TimeSpan Duration(string text, string option)
    {
        var unit = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit > 0
            && double.TryParse(
                text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is > 0 and <= 7 * 24 * 3600)
        {
            return TimeSpan.FromSeconds(number * unit);
        }

        throw new PerfGateException(
            ErrorCode.InvalidArguments,
            option,
            $"'{text}' is not a time",
            "Write a number with s, m or h, for example 90s or 10m.");
    }
}
