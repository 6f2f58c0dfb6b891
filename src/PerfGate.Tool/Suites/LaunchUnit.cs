using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>
/// What is launched together: one case in turn, or, where both cases are null, everything that a filter selects by whole launches.
/// </summary>
/// <param name="Name">The case, for people.</param>
/// <param name="Base">The case in the base; null when the base does not have it.</param>
/// <param name="Current">The case as it is now; null when it is gone.</param>
/// <param name="Filter">BenchmarkDotNet globs for whole launches.</param>
/// <param name="Announcements">How many benchmarks it will announce.</param>
/// <param name="HasJobs">Whether all that the filter selects has jobs of its own.</param>
internal sealed record LaunchUnit(
    string Name, LockstepCase? Base, LockstepCase? Current, IReadOnlyList<string> Filter, int Announcements, bool HasJobs = false)
{
    /// <summary>How many benchmarks that is where each is announced by both sides; a case that takes turns is announced once.</summary>
    public int Pairs => TakesTurns ? Announcements : (Announcements + 1) / 2;

    public bool TakesTurns => Base is not null || Current is not null;

    /// <summary>What a launch pair of it is expected to cost, by that of a case that takes turns.</summary>
    public double Weight => TakesTurns
        ? Announcements
        : Pairs * (HasJobs ? ExpectedCost.OwnJobs : ExpectedCost.ShortJob) / ExpectedCost.InTurn(nanoseconds: null);
}
