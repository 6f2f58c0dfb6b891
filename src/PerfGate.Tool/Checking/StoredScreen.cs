using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>What a recorded baseline lets suspect.</summary>
/// <param name="Baseline">The recorded results, as far as they belong to what was to be measured.</param>
/// <param name="Current">The working tree, measured by itself.</param>
/// <param name="IsAncestors">Whether the record of a suite is that of an ancestor of the base.</param>
/// <param name="Explanation">Which record it is, and why that one.</param>
/// <param name="Skipped">Benchmarks of the working tree that the budget did not reach.</param>
/// <param name="Failures">Suites of the working tree that could not be measured.</param>
internal sealed record StoredScreen(
    ResultSet Baseline,
    ResultSet Current,
    bool IsAncestors,
    string Explanation,
    IReadOnlyList<SkippedBenchmark> Skipped,
    IReadOnlyList<FailedSuite> Failures)
{
    /// <summary>The working tree's results, in which what failed beside its base has failed, whatever it yielded by itself.</summary>
    /// <param name="fresh">What fresh launch pairs yielded of the working tree.</param>
    public ResultSet WithFailures(ResultSet fresh)
    {
        var failures = FailuresOf(fresh);
        return Current with
        {
            Benchmarks =
            [
                .. Current.Benchmarks.Select(benchmark => FailureOf(failures, benchmark.Suite, benchmark.Id) is { } failure
                    ? benchmark with { Metrics = [], Failure = failure }
                    : benchmark),
            ],
        };
    }

    /// <summary>A comparison that says of what failed in the base why it stays open.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="fresh">What fresh launch pairs yielded of the base.</param>
    public static ComparisonResult WithFailuresOfBase(ComparisonResult comparison, ResultSet fresh)
    {
        var failures = FailuresOf(fresh);
        return comparison with
        {
            Comparisons =
            [
                .. comparison.Comparisons.Select(item => item is { Status: ComparisonStatus.Compared, Evidence: Evidence.Undecided }
                    && FailureOf(failures, item.Suite, item.Benchmark) is { } failure
                        ? item with { Reason = $"The baseline's run of it failed: {failure}" }
                        : item),
            ],
        };
    }

    private static ILookup<(string Suite, BenchmarkId Id), string?> FailuresOf(ResultSet fresh) => fresh.Benchmarks
        .Where(benchmark => benchmark.HasFailed)
        .ToLookup(benchmark => (benchmark.Suite, benchmark.Id), benchmark => benchmark.Failure);

    // What failed has not always said what it ran on.
    private static string? FailureOf(ILookup<(string Suite, BenchmarkId Id), string?> failures, string suite, BenchmarkId id) =>
        failures[(suite, id)].Concat(failures[(suite, SuitePair.Key(id))]).FirstOrDefault();
}
