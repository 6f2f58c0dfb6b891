using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

/// <summary>Both sides of one suite; a suite that is new has no base.</summary>
internal sealed record SuitePair(MeasuredSuite? Base, MeasuredSuite Current)
{
    public string Name => Current.Launcher.Suite.Project.Name;

    /// <summary>Whether both sides have a host that can take turns with the other.</summary>
    public bool IsLockstep => Base?.Launcher.Suite.Host is not null && Current.Launcher.Suite.Host is not null;

    /// <summary>How often a benchmark is announced in one launch of the pair: in lockstep once for both sides.</summary>
    public int Announcements => IsLockstep || Base is null ? 1 : 2;

    /// <summary>
    /// Results of both sides in which launch <c>k</c> of one belongs to launch <c>k</c> of the other. A benchmark that failed on one side of
    /// a launch leaves no partner there: that launch of it counts on neither side, unless there is no other.
    /// </summary>
    public (ResultSet? Base, ResultSet Current) Results()
    {
        if (Base is null) return (null, Current.Results);
        var before = new List<ResultSet>();
        var after = new List<ResultSet>();
        var whole = Successes(Base).Intersect(Successes(Current)).ToHashSet();
        var known = whole.Select(success => success.Id).ToHashSet();
        for (var launch = 0; launch < Math.Min(Base.Launches.Count, Current.Launches.Count); launch++)
        {
            bool Counts(BenchmarkResult benchmark) => whole.Contains((launch, benchmark.Id)) || !known.Contains(benchmark.Id);
            before.Add(Select(Base.Launches[launch], Counts));
            after.Add(Select(Current.Launches[launch], Counts));
        }

        return (Base.Merge(before), Current.Merge(after));
    }

    private static IEnumerable<(int Launch, BenchmarkId Id)> Successes(MeasuredSuite side) =>
        side.Launches.SelectMany((results, launch) => results.Benchmarks.Where(benchmark => !benchmark.HasFailed).Select(benchmark => (launch, benchmark.Id)));

    private static ResultSet Select(ResultSet results, Func<BenchmarkResult, bool> counts) => results with { Benchmarks = [.. results.Benchmarks.Where(counts)] };
}
