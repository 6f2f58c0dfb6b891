using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

/// <summary>How base and current are measured next to each other.</summary>
/// <param name="Filter">BenchmarkDotNet globs.</param>
/// <param name="Screening">Launch pairs of everything before the first decision; none when something else screens.</param>
/// <param name="Compare">Makes a comparison of what was measured so far.</param>
internal sealed record MeasuringPlan(IReadOnlyList<string> Filter, ScreeningLaunches Screening, Func<ResultSet, ResultSet, ComparisonResult> Compare);
