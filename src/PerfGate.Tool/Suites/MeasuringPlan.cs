using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

/// <summary>How base and current are measured next to each other.</summary>
/// <param name="Filter">BenchmarkDotNet globs.</param>
/// <param name="Screening">Launch pairs of everything before the first decision; none when something else screens.</param>
/// <param name="Compare">Makes a comparison of what was measured so far.</param>
internal sealed record MeasuringPlan(IReadOnlyList<string> Filter, ScreeningLaunches Screening, Func<ResultSet, ResultSet, ComparisonResult> Compare);

/// <summary>How often everything is launched before the first decision.</summary>
/// <param name="InTurn">What takes turns.</param>
/// <param name="Whole">What is measured by whole launches, of which one says less.</param>
internal sealed record ScreeningLaunches(int InTurn, int Whole)
{
    public static ScreeningLaunches None { get; } = new(0, 0);

    /// <summary>As many of each.</summary>
    public static ScreeningLaunches Of(int launches) => new(launches, launches);

    public int Most => Math.Max(InTurn, Whole);

    public int For(LaunchUnit unit) => unit.TakesTurns ? InTurn : Whole;
}
