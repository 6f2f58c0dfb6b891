using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>What is launched together: one case in turn, or benchmarks by whole launches.</summary>
internal sealed record LaunchUnit
{
    private LaunchUnit()
    {
    }

    /// <summary>The case, for people; empty for whole launches.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The case in the base; null when the base does not have it, and for whole launches.</summary>
    public LockstepCase? Base { get; private init; }

    /// <summary>The case as it is now; null when it is gone, and for whole launches.</summary>
    public LockstepCase? Current { get; private init; }

    /// <summary>Benchmarks, without parameters, that are launched whole.</summary>
    public IReadOnlyList<string> Methods { get; private init; } = [];

    /// <summary>BenchmarkDotNet globs that select them.</summary>
    public IReadOnlyList<string> Filter { get; private init; } = [];

    /// <summary>How many benchmarks it will announce.</summary>
    public int Announcements { get; private init; }

    /// <summary>Whether all that is launched whole has jobs of its own.</summary>
    public bool HasJobs { get; private init; }

    /// <summary>How many benchmarks that is where each is announced by both sides; a case that takes turns is announced once.</summary>
    public int Pairs => TakesTurns ? Announcements : (Announcements + 1) / 2;

    public bool TakesTurns => Base is not null || Current is not null;

    /// <summary>What a launch pair of it is expected to cost, by that of a case that takes turns.</summary>
    public double Weight => TakesTurns
        ? Announcements
        : Pairs * (HasJobs ? ExpectedCost.OwnJobs : ExpectedCost.ShortJob) / ExpectedCost.InTurn(nanoseconds: null);

    /// <summary>One case that takes turns; at least one side has it.</summary>
    public static LaunchUnit InTurn(BenchmarkId id, LockstepCase? before, LockstepCase? current) =>
        new() { Name = id.DisplayName, Base = before, Current = current, Announcements = 1 };

    /// <summary>Benchmarks that are measured by whole launches.</summary>
    /// <param name="methods">Benchmarks of either side, without parameters.</param>
    /// <param name="filter">Globs that select them.</param>
    /// <param name="announcements">How many benchmarks both sides announce together.</param>
    /// <param name="hasJobs">Whether all of them have jobs of their own.</param>
    public static LaunchUnit Whole(
        IReadOnlyList<string> methods, IReadOnlyList<string> filter, int announcements, bool hasJobs = false) =>
        new() { Methods = methods, Filter = filter, Announcements = announcements, HasJobs = hasJobs };

    /// <summary>Whether it launches a benchmark, given without parameters, whole.</summary>
    public bool Has(string method) => Methods.Contains(method, StringComparer.Ordinal);
}
