using System.Globalization;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>How something was measured, in sentences for the end of a report.</summary>
internal static class MeasuringSentences
{
    private const int MostNames = 5;

    /// <param name="screening">Launch pairs of everything; none when a stored baseline screened.</param>
    /// <param name="result">What was measured.</param>
    /// <param name="budget">What it was allowed to cost.</param>
    public static IReadOnlyList<string> Of(ScreeningLaunches screening, SideBySideResult result, MeasuringBudget budget)
    {
        var sentences = new List<string>();
        var how = new List<string>();
        var most = budget.IsSpent ? "at most " : "";
        if (result.Course.TookTurns && screening.InTurn > 0)
            how.Add($"{most}{Phrase.Count(screening.InTurn, "launch pair")} that took turns in slices of milliseconds");
        if (result.Course.ByWholeLaunches.Count > 0 && screening.Whole > 0)
            how.Add($"{most}{Phrase.Count(screening.Whole, "launch pair")} of one whole launch after the other in random order");
        if (how.Count > 0 && !result.Base.Benchmarks.IsEmpty)
            sentences.Add($"Both sides were built and measured here, in {string.Join(", and in ", how)}.");

        if (result.Retested > 0)
        {
            sentences.Add(
                $"{Phrase.Count(result.Retested, "benchmark")} that looked changed {(result.Retested == 1 ? "was" : "were")} "
                    + "measured again with fresh pairs, which alone decided.");
        }

        sentences.AddRange(OfCourse(result.Course));
        if (budget.IsSpent) sentences.Add($"{budget.Ended} before all was decided.");
        return sentences;
    }

    /// <summary>What went in another way than the usual one.</summary>
    public static IReadOnlyList<string> OfCourse(MeasuringCourse course)
    {
        var sentences = new List<string>();
        if (course.TookTurns) Add("By whole launches, one side after the other", course.ByWholeLaunches);
        Add("Not kept on one core, because they use several or the system does not allow it", course.Unpinned);
        Add("Still warming up when they were measured", course.Unsettled);
        if (course.Disturbed > 0)
        {
            sentences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Something else kept the machine busy during {course.Disturbed} of {Phrase.Count(course.Launches, "launch pair")}; "
                    + $"{course.Repeated} of them {(course.Repeated == 1 ? "was" : "were")} measured again."));
        }

        return sentences;

        void Add(string what, IReadOnlyCollection<string> names)
        {
            if (names.Count > 0) sentences.Add(WithNames(what, names));
        }
    }

    /// <summary>Which projects were taken from another folder of the base.</summary>
    /// <param name="moved">The projects, with their folder in the base.</param>
    public static string OfMoved(IReadOnlyDictionary<SuiteProject, string> moved) => WithNames(
        "Compared with the base's project of the same file name in another folder",
        [.. moved.Select(entry => $"{SafeText.Name(entry.Key.Name)} in {SafeText.Name(entry.Value.Length == 0 ? "." : entry.Value)}")]);

    /// <summary>A sentence with the first few of some names.</summary>
    public static string WithNames(string what, IReadOnlyCollection<string> names)
    {
        var rest = names.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostNames} more") : "";
        return $"{what}: {string.Join(", ", names.Order(StringComparer.Ordinal).Take(MostNames))}{rest}.";
    }
}
