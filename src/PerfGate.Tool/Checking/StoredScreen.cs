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
    IReadOnlyList<FailedSuite> Failures);
