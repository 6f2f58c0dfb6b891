using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites;

/// <content>What its launches yielded.</content>
internal sealed partial class SuitePair
{
    /// <summary>How often a unit has been launched.</summary>
    public int LaunchesOf(LaunchUnit unit)
    {
        if (!unit.TakesTurns)
        {
            // What only one side has left nothing on the other; and methods may have been launched one by one.
            return Sides.Max(each => each.Launches.SelectMany(launch => launch.Benchmarks)
                .Where(benchmark => IsOf(benchmark.Id))
                .GroupBy(benchmark => benchmark.Id, Count)
                .Select(counts => counts.Sum())
                .DefaultIfEmpty()
                .Max());
        }

        var wanted = Key((unit.Current ?? unit.Base)!.Id);
        var side = unit.Current is null ? before! : after;
        return side.Launches.Sum(launch => launch.Benchmarks.Where(benchmark => Key(benchmark.Id) == wanted).Sum(Count));

        bool IsOf(BenchmarkId id) => !IsLockstep || IsIn(unit, Listed(id));

        static int Count(BenchmarkResult benchmark) => benchmark.HasFailed
            ? 1
            : benchmark.Metrics.Select(samples => samples.Launches.Length).DefaultIfEmpty().Max();
    }

    /// <summary>Adds what a launch pair yielded. A case that failed is not launched again.</summary>
    public void Add(ResultSet? baseline, ResultSet? current)
    {
        var launched = (baseline?.Benchmarks ?? []).Concat(current?.Benchmarks ?? []);
        foreach (var failed in launched.Where(benchmark => benchmark.HasFailed)) _failed.Add(Key(failed.Id));
        before?.Add(baseline ?? Nothing);
        after.Add(current ?? Nothing);
    }

    /// <summary>Adds a launch pair of a unit of whole launches that left nothing: all of it has failed.</summary>
    /// <param name="unit">What was launched, in a suite whose cases are known.</param>
    /// <param name="reason">Why it left nothing.</param>
    public void AddFailure(LaunchUnit unit, string reason)
    {
        Add(before is null ? null : Failed(before), Failed(after));

        // A benchmark that an earlier launch has measured is known by the name that it had there.
        ResultSet Failed(MeasuredSuite side)
        {
            var known = side.Launches.SelectMany(launch => launch.Benchmarks).Select(benchmark => benchmark.Id).ToLookup(Key);
            var failed = side.Cases.Where(found => IsIn(unit, found.Method))
                .Select(found => Key(found.Id))
                .Distinct()
                .SelectMany(id => known[id].Distinct().DefaultIfEmpty(id));
            return Nothing with { Benchmarks = [.. failed.Select(id => new BenchmarkResult(id, Name, [], reason))] };
        }
    }

    /// <summary>How many launches of each benchmark have yielded something on every side.</summary>
    public IReadOnlyDictionary<BenchmarkId, int> Yielded() => Named()
        .Select(Successes)
        .Aggregate((was, now) => was.Intersect(now))
        .CountBy(success => Key(success.Id))
        .ToDictionary();

    /// <summary>
    /// Results of both sides in which launch <c>k</c> of one belongs to launch <c>k</c> of the other. A benchmark that failed on one side
    /// of a launch leaves no partner there: that launch of it counts on neither side, unless there is no other.
    /// </summary>
    public (ResultSet? Base, ResultSet Current) Results()
    {
        var (was, now) = Partners();
        return (before?.Merge(was), after.Merge(now));
    }

    /// <summary>
    /// What was measured so far, in the same order, without a word about what was not; it can be added to another pair of the same suite.
    /// </summary>
    public (ResultSet Base, ResultSet Current) Measured()
    {
        var (was, now) = Partners();
        return (ResultSets.MergeLaunches(was), ResultSets.MergeLaunches(now));
    }

    private (IReadOnlyList<ResultSet> Base, IReadOnlyList<ResultSet> Current) Partners()
    {
        var sides = Named();
        if (sides is not [var ofBase, var ofCurrent]) return ([], sides[0]);
        var was = new List<ResultSet>();
        var now = new List<ResultSet>();
        var whole = Successes(ofBase).Intersect(Successes(ofCurrent)).ToHashSet();
        var known = whole.Select(success => success.Id).ToHashSet();
        for (var launch = 0; launch < Math.Min(ofBase.Count, ofCurrent.Count); launch++)
        {
            bool Counts(BenchmarkResult benchmark) => whole.Contains((launch, benchmark.Id)) || !known.Contains(benchmark.Id);
            was.Add(Select(ofBase[launch], Counts));
            now.Add(Select(ofCurrent[launch], Counts));
        }

        return (was, now);
    }

    // The launches of each side, the current one last, in which one benchmark has one name. What failed is known as its case, what
    // succeeded by its runtime as well; and a suite that has moved to another runtime is compared with itself all the same.
    private List<IReadOnlyList<ResultSet>> Named()
    {
        var names = Sides.Select(side => Successes(side.Launches).Select(success => success.Id).Distinct().ToLookup(Key)).ToList();
        return [.. Sides.Select(side => (IReadOnlyList<ResultSet>)[.. side.Launches.Select(launch => launch with
        {
            Benchmarks = [.. launch.Benchmarks.Select(benchmark => benchmark with { Id = NameOf(benchmark) })],
        })])];

        BenchmarkId NameOf(BenchmarkResult benchmark)
        {
            var known = names.Select(side => side[Key(benchmark.Id)].Take(2).ToArray()).Where(ids => ids.Length > 0).ToList();
            if (known is not [.., [var name]] || known.Exists(ids => ids.Length > 1)) return benchmark.Id;
            var isSameJob = benchmark.Id with { Runtime = "" } == name with { Runtime = "" };
            return isSameJob || benchmark.HasFailed ? name : benchmark.Id;
        }
    }

    private static ResultSet Nothing { get; } = new(new Provenance(), new HostEnvironment(), [], []);

    private static IEnumerable<(int Launch, BenchmarkId Id)> Successes(IReadOnlyList<ResultSet> launches) =>
        launches.SelectMany((results, launch) => results.Benchmarks
            .Where(benchmark => !benchmark.HasFailed)
            .Select(benchmark => (launch, benchmark.Id)));

    private static ResultSet Select(ResultSet results, Func<BenchmarkResult, bool> counts) => results with
    {
        Benchmarks = [.. results.Benchmarks.Where(counts)],
    };
}
