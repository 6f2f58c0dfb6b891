using System.IO.Enumeration;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

/// <summary>What BenchmarkDotNet's own <c>--filter</c> globs select.</summary>
internal static class BenchmarkFilter
{
    /// <summary>Whether a filter leaves nothing out.</summary>
    public static bool SelectsAll(IReadOnlyList<string> filter) => filter.Contains("*", StringComparer.Ordinal);

    /// <summary>
    /// Whether a filter selects a benchmark, as BenchmarkDotNet's own does: one of its globs has to match the whole name, with parameters
    /// or without, whatever the case.
    /// </summary>
    public static bool Selects(IReadOnlyList<string> filter, BenchmarkId id)
    {
        // BenchmarkDotNet lists a nested type behind a dot, and its own name of a case has "N: 100" where results have "N=100".
        var method = (id with { Parameters = "" }).FullName;
        var parameters = id.Parameters.Replace("=", ": ", StringComparison.Ordinal);
        string[] names = [method, SuitePair.Listed(id), id.FullName, $"{method}({parameters})"];
        return filter.Any(glob => Array.Exists(names, name => FileSystemName.MatchesSimpleExpression(glob, name, ignoreCase: true)));
    }
}
