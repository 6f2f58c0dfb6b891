using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

/// <summary>What measuring two revisions on this machine yielded.</summary>
/// <param name="Base">Results of the base.</param>
/// <param name="Current">Results of the current state.</param>
/// <param name="Comparison">The comparison with all that was measured.</param>
/// <param name="Retested">Number of benchmarks that were suspected and measured again.</param>
/// <param name="Course">How it went.</param>
/// <param name="Failures">Suites that could not be measured.</param>
/// <param name="Skipped">Benchmarks that the budget did not reach.</param>
internal sealed record SideBySideResult(
    ResultSet Base,
    ResultSet Current,
    ComparisonResult Comparison,
    int Retested,
    MeasuringCourse Course,
    IReadOnlyList<FailedSuite> Failures,
    IReadOnlyList<SkippedBenchmark> Skipped);
