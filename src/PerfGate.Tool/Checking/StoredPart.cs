using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>
/// The part of stored results that a check is about. A record or file has everything: what a filter or named projects leave out was not
/// measured, and is not missing for that.
/// </summary>
/// <param name="Filter">BenchmarkDotNet globs.</param>
/// <param name="Suites">Suites that were to be measured; null for whatever there is.</param>
internal sealed record StoredPart(IReadOnlyList<string> Filter, IReadOnlySet<string>? Suites = null)
{
    /// <summary>Leaves of results what belongs to the part.</summary>
    /// <param name="results">The results.</param>
    /// <param name="beside">What they are held against: a benchmark that stands there belongs to the part.</param>
    public ResultSet Of(ResultSet results, ResultSet? beside = null)
    {
        if (Suites is null && BenchmarkFilter.SelectsAll(Filter)) return results;
        var known = (beside?.Benchmarks ?? []).Select(benchmark => benchmark.Id.Case).ToHashSet();
        return results with
        {
            Benchmarks =
            [
                .. results.Benchmarks.Where(benchmark => IsOfSuites(benchmark.Suite)
                    && (known.Contains(benchmark.Id.Case) || BenchmarkFilter.Selects(Filter, benchmark.Id))),
            ],
        };
    }

    // A file may not say which suite its benchmarks are of.
    private bool IsOfSuites(string suite) => suite.Length == 0 || Suites?.Contains(suite) != false;
}
