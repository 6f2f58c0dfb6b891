using System.IO.Enumeration;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

/// <summary>BenchmarkDotNet's own <c>--filter</c> globs for given benchmarks.</summary>
internal static class BenchmarkFilter
{
    /// <summary>
    /// One or two globs a method: its name alone, and its name with parameters behind it. All cases of a method run together, because
    /// BenchmarkDotNet shortens long parameters in names.
    /// </summary>
    public static IReadOnlyList<string> For(IEnumerable<BenchmarkId> benchmarks) =>
    [
        .. benchmarks
            .GroupBy(benchmark => (benchmark with { Parameters = "", Job = "", Runtime = "" }).FullName, StringComparer.Ordinal)
            .SelectMany(method => method.Any(benchmark => benchmark.Parameters.Length > 0) ? [$"{method.Key}(*"] : new[] { method.Key })
            .Order(StringComparer.Ordinal),
    ];

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
