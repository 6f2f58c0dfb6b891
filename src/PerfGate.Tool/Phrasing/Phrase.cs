using System.Globalization;

namespace PerfGate.Tool.Phrasing;

/// <summary>Numbers with their nouns, as they stand in sentences.</summary>
internal static class Phrase
{
    /// <summary><c>1 benchmark</c>, <c>2 benchmarks</c>, <c>3 launches</c>.</summary>
    public static string Count(int count, string noun)
    {
        var plural = noun.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s";
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : plural)}");
    }

    /// <summary>The first of several names and how many there are besides: <c>A, B and 3 more</c>.</summary>
    public static string Some(IReadOnlyList<string> names, int most)
    {
        var rest = names.Count > most ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - most:N0} more") : "";
        return string.Join(", ", names.Take(most)) + rest;
    }
}
