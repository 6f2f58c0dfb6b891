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

        var wanted = (unit.Current ?? unit.Base)!.Id.Case;
        var side = unit.Current is null ? before! : after;
        return side.Launches.Sum(launch => launch.Benchmarks.Where(benchmark => benchmark.Id.Case == wanted).Sum(Count));

        bool IsOf(BenchmarkId id) => unit.Has(Listed(id));

        static int Count(BenchmarkResult benchmark) => benchmark.HasFailed
            ? 1
            : benchmark.Metrics.Select(samples => samples.Launches.Length).DefaultIfEmpty().Max();
    }

    /// <summary>Adds what a launch pair yielded. A case that failed is not launched again.</summary>
    public void Add(ResultSet? baseline, ResultSet? current)
    {
        var launched = (baseline?.Benchmarks ?? []).Concat(current?.Benchmarks ?? []);
        foreach (var failed in launched.Where(benchmark => benchmark.HasFailed)) _failed.Add(failed.Id.Case);
        before?.Add(baseline ?? Nothing);
        after.Add(current ?? Nothing);
    }

    /// <summary>A launch of a side in which benchmarks have failed.</summary>
    /// <param name="side">One of the two.</param>
    /// <param name="methods">The benchmarks, without parameters; what the side does not have is left out.</param>
    /// <param name="reason">Why they left nothing.</param>
    public ResultSet Failed(MeasuredSuite side, IEnumerable<string> methods, string reason)
    {
        // A benchmark that an earlier launch has measured is known by the name that it had there.
        var known = side.Launches.SelectMany(launch => launch.Benchmarks).Select(benchmark => benchmark.Id).Distinct().ToLookup(Listed);
        var cases = side.Cases.ToLookup(found => found.Method, found => found.Id.Case, StringComparer.Ordinal);
        var failed = methods.Intersect(side.Expected, StringComparer.Ordinal).SelectMany(method =>
            known[method].Any() ? known[method] : cases[method].Distinct().DefaultIfEmpty(MeasuredSuite.IdOf(method)));
        return Nothing with { Benchmarks = [.. failed.Select(id => new BenchmarkResult(id, Name, [], reason))] };
    }

    /// <summary>A whole launch of a side in which what it left no result of has failed.</summary>
    public ResultSet WithLost(MeasuredSuite side, LaunchUnit unit, ResultSet launch)
    {
        var left = launch.Benchmarks.Select(benchmark => Listed(benchmark.Id));
        var lost = Failed(side, unit.Methods.Except(left, StringComparer.Ordinal), "a launch of it left no result");
        return launch with { Benchmarks = [.. launch.Benchmarks, .. lost.Benchmarks] };
    }

    /// <summary>How many launches of each benchmark have yielded something on every side.</summary>
    public IReadOnlyDictionary<BenchmarkId, int> Yielded() => Named()
        .Select(Successes)
        .Aggregate((was, now) => was.Intersect(now))
        .CountBy(success => success.Id.Case)
        .ToDictionary();

    /// <summary>
    /// Results of both sides in which launch <c>k</c> of one belongs to launch <c>k</c> of the other. What failed once on the current side
    /// has failed. A benchmark that failed in the base leaves no partner there: that launch of it counts on neither side, unless there is no
    /// other, and the base's results say so.
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
        var ofCurrent = sides[^1];

        // Of a deadlock that shows in one launch of three, the other two say nothing.
        var failed = ofCurrent.SelectMany((launch, index) => launch.Benchmarks.Where(benchmark => benchmark.HasFailed)
                .Select(benchmark => (Launch: index, benchmark.Id)))
            .DistinctBy(failure => failure.Id)
            .ToDictionary(failure => failure.Id, failure => failure.Launch);
        var ofBase = sides is [var first, _] ? first : [];
        var whole = Successes(ofBase).Intersect(Successes(ofCurrent)).ToHashSet();
        var known = whole.Select(success => success.Id).Where(id => !failed.ContainsKey(id)).ToHashSet();
        return (
            [.. ofBase.Select((results, launch) => OfBase(Select(results, benchmark => benchmark.HasFailed || HasPartner(launch, benchmark))))],
            [.. ofCurrent.Select((results, launch) => Select(results, benchmark => failed.TryGetValue(benchmark.Id, out var failing)
                ? benchmark.HasFailed && failing == launch
                : HasPartner(launch, benchmark)))]);

        bool HasPartner(int launch, BenchmarkResult benchmark) => whole.Contains((launch, benchmark.Id)) || !known.Contains(benchmark.Id);

        // Where other launches count, a warning quotes the reason, and does not know the side.
        ResultSet OfBase(ResultSet results) => results with
        {
            Benchmarks =
            [
                .. results.Benchmarks.Select(benchmark => benchmark.HasFailed && known.Contains(benchmark.Id)
                    ? benchmark with { Failure = $"of the base: {benchmark.Failure}" }
                    : benchmark),
            ],
        };
    }

    // The launches of each side, the current one last, in which one benchmark has one name. What failed is known as its case, what
    // succeeded by its runtime as well; and a suite that has moved to another runtime is compared with itself all the same.
    private List<IReadOnlyList<ResultSet>> Named()
    {
        var names = Sides.Select(side => Successes(side.Launches).Select(success => success.Id).Distinct().ToLookup(id => id.Case)).ToList();
        return [.. Sides.Select(side => (IReadOnlyList<ResultSet>)[.. side.Launches.Select(launch => launch with
        {
            Benchmarks = [.. launch.Benchmarks.Select(benchmark => benchmark with { Id = NameOf(benchmark) })],
        })])];

        BenchmarkId NameOf(BenchmarkResult benchmark)
        {
            var known = names.Select(side => side[benchmark.Id.Case].Take(2).ToArray()).Where(ids => ids.Length > 0).ToList();
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
