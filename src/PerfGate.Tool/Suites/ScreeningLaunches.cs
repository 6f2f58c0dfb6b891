namespace PerfGate.Tool.Suites;

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
