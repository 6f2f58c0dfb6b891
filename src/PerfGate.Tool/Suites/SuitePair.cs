using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>Both sides of one suite; a suite that is new has no base.</summary>
internal sealed class SuitePair(MeasuredSuite? before, MeasuredSuite after)
{
    private readonly HashSet<BenchmarkId> _failed = [];

    public MeasuredSuite? Base => before;

    public MeasuredSuite Current => after;

    public string Name => after.Launcher.Suite.Project.Name;

    /// <summary>Whether every side has a host that can take turns.</summary>
    public bool IsLockstep => (before is null || before.Launcher.Suite.Host is not null) && after.Launcher.Suite.Host is not null;

    /// <summary>Benchmarks, without parameters, that are measured by whole launches.</summary>
    public IEnumerable<string> ByWholeLaunches => IsLockstep ? Own() : after.Launcher.Suite.Benchmarks;

    /// <summary>Whether a benchmark cannot take turns.</summary>
    public bool HasOwnWay => Own().Count > 0;

    /// <summary>Whether the base has a benchmark, of whatever runtime.</summary>
    public bool IsInBase(BenchmarkId id) => IsLockstep
        ? CasesBefore.Any(found => Key(found.Id) == Key(id))
        : before?.Expected.Contains(Listed(id), StringComparer.Ordinal) == true;

    /// <summary>Asks both hosts for their cases; nothing to ask where they are measured by whole launches.</summary>
    public async Task ListAsync(IReadOnlyList<string> filter, CancellationToken cancellationToken)
    {
        if (!IsLockstep) return;
        if (before is { Cases.Count: 0 }) await before.ListCasesAsync(filter, cancellationToken);
        if (after.Cases.Count == 0) await after.ListCasesAsync(filter, cancellationToken);
    }

    /// <summary>Everything that can be measured by itself: cases, or methods that are measured by whole launches.</summary>
    public IReadOnlyList<string> Parts() => [.. Costs(_ => null).Select(part => part.Name)];

    /// <summary>What a launch pair of each part is expected to cost, in seconds.</summary>
    /// <param name="timeOf">How long an invocation of a benchmark takes, in nanoseconds; null where that is not known.</param>
    public IReadOnlyList<(string Name, double Cost)> Costs(Func<BenchmarkId, double?> timeOf)
    {
        if (!IsLockstep) return [.. Expected.Select(method => (method, ExpectedCost.ShortJob))];
        var own = Own();
        return
        [
            .. after.Cases.Concat(CasesBefore)
                .DistinctBy(found => PartOf(found, own), StringComparer.Ordinal)
                .Select(found => (
                    PartOf(found, own),
                    found.HasJobs ? ExpectedCost.OwnJobs
                        : own.Contains(found.Method) ? ExpectedCost.ShortJob
                        : ExpectedCost.InTurn(timeOf(Key(found.Id))))),
        ];
    }

    /// <summary>Leaves out all parts but these.</summary>
    public void Keep(IReadOnlySet<string> parts)
    {
        if (!IsLockstep)
        {
            after.Expected = [.. after.Expected.Where(parts.Contains)];
            if (before is not null) before.Expected = [.. before.Expected.Where(parts.Contains)];
            return;
        }

        var own = Own();
        foreach (var side in Sides)
        {
            side.Keep([.. side.Cases.Where(found => parts.Contains(PartOf(found, own)))]);
        }
    }

    /// <summary>What there is to launch.</summary>
    /// <param name="filter">BenchmarkDotNet globs.</param>
    /// <param name="only">The benchmarks that are wanted; null for all that the filter selects.</param>
    public IReadOnlyList<LaunchUnit> Units(IReadOnlyList<string> filter, IReadOnlyCollection<BenchmarkId>? only)
    {
        if (!IsLockstep)
        {
            // A shard has some of what the filter selects.
            var all = IsWhole(after) && (before is null || IsWhole(before)) ? filter : Globs(Expected);
            var count = only is null ? after.Expected.Count + (before?.Expected.Count ?? 0) : only.Count * (before is null ? 1 : 2);
            return count == 0 ? [] : [new LaunchUnit("", null, null, only is null ? all : BenchmarkFilter.For(only), count)];
        }

        var wanted = only?.Select(Key).ToHashSet();
        var was = TakingTurns(CasesBefore);
        var now = TakingTurns(after.Cases);
        var units = after.Cases.Concat(CasesBefore)
            .Select(found => Key(found.Id))
            .Distinct()
            .Where(id => (was.ContainsKey(id) || now.ContainsKey(id)) && !_failed.Contains(id) && wanted?.Contains(id) != false)
            .Select(id => new LaunchUnit(id.DisplayName, was.GetValueOrDefault(id), now.GetValueOrDefault(id), [], 1))
            .ToList();

        var own = Own()
            .Where(method => wanted is null
                || after.Cases.Concat(CasesBefore).Any(found => found.Method == method && wanted.Contains(Key(found.Id))))
            .ToList();

        // BenchmarkDotNet would add a job of its arguments to those that a class has, and measure it twice.
        var withJobs = after.Cases.Concat(CasesBefore).Where(found => found.HasJobs).Select(found => found.Method).ToHashSet();
        units.AddRange(own.GroupBy(withJobs.Contains).Select(methods => new LaunchUnit(
            "", null, null, Globs(methods), CasesOf(methods), HasJobs: methods.Key)));
        return units;

        // BenchmarkDotNet announces each case of each side.
        int CasesOf(IEnumerable<string> methods) =>
            methods.Sum(method => after.Cases.Concat(CasesBefore).Count(found => found.Method == method));
    }

    /// <summary>Which benchmarks a unit would have measured.</summary>
    public IEnumerable<BenchmarkId> Expect(LaunchUnit unit) => unit switch
    {
        { Current: { } current } => [Key(current.Id)],
        { Base: { } gone } => [Key(gone.Id)],
        _ when IsLockstep => after.Cases.Concat(CasesBefore)
            .Where(found => IsIn(unit, found.Method))
            .Select(found => Key(found.Id))
            .Distinct(),
        _ => after.Unmeasured(),
    };

    /// <summary>Whether a side has anything of what a unit launches whole; what is new or gone is on one side alone.</summary>
    public bool Has(MeasuredSuite side, LaunchUnit unit) => side.Expected.Any(method => !IsLockstep || IsIn(unit, method));

    /// <summary>How often a unit has been launched.</summary>
    public int LaunchesOf(LaunchUnit unit)
    {
        if (!unit.TakesTurns)
        {
            // What only one side has left nothing on the other.
            return Sides.Max(each => each.Launches.Sum(
                launch => launch.Benchmarks.Where(benchmark => IsOf(benchmark.Id)).Select(Count).DefaultIfEmpty().Max()));
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

    /// <summary>Launches of benchmarks that have yielded something on every side.</summary>
    public int Size => Named().Select(Successes).Aggregate((was, now) => was.Intersect(now)).Count();

    /// <summary>Benchmarks of which a launch has yielded something, on whichever side.</summary>
    public IEnumerable<BenchmarkId> Yielded() =>
        Sides.SelectMany(side => Successes(side.Launches)).Select(success => Key(success.Id)).Distinct();

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

    private IReadOnlyList<LockstepCase> CasesBefore => before?.Cases ?? [];

    private IEnumerable<MeasuredSuite> Sides => new[] { before, after }.OfType<MeasuredSuite>();

    // Benchmarks of either side, without parameters.
    private IReadOnlyList<string> Expected => [.. after.Expected.Union(before?.Expected ?? [], StringComparer.Ordinal)];

    private static ResultSet Nothing { get; } = new(new Provenance(), new HostEnvironment(), [], []);

    /// <summary>What the case is, whatever the runtime says of itself.</summary>
    public static BenchmarkId Key(BenchmarkId id) => id with { Job = "", Runtime = "" };

    /// <summary>The benchmark without parameters, as a suite lists it: with a dot before a nested type.</summary>
    public static string Listed(BenchmarkId id) => (id with { Parameters = "" }).FullName.Replace('+', '.');

    // A method goes its own way on both sides when one of them cannot take turns.
    private HashSet<string> Own() => IsLockstep ? [.. OwnOf(CasesBefore), .. OwnOf(after.Cases)] : [];

    private static bool IsWhole(MeasuredSuite side) => side.Expected.Count == side.Launcher.Suite.Benchmarks.Count;

    private static bool IsIn(LaunchUnit unit, string method) => unit.Filter.Contains(method, StringComparer.Ordinal);

    private static string PartOf(LockstepCase found, HashSet<string> own) => own.Contains(found.Method) ? found.Method : found.Name;

    private static IReadOnlyList<string> Globs(IEnumerable<string> methods) =>
        [.. methods.SelectMany(method => new[] { method, method + "(*" })];

    // Cases that cannot be told apart cannot be called one by one either.
    private static IEnumerable<string> OwnOf(IReadOnlyList<LockstepCase> cases) => cases
        .GroupBy(found => Key(found.Id))
        .Where(same => same.Count() > 1 || !same.First().TakesTurns)
        .Select(same => same.First().Method);

    private Dictionary<BenchmarkId, LockstepCase> TakingTurns(IReadOnlyList<LockstepCase> cases)
    {
        var own = Own();
        return cases.Where(found => !own.Contains(found.Method)).ToDictionary(found => Key(found.Id));
    }

    private static IEnumerable<(int Launch, BenchmarkId Id)> Successes(IReadOnlyList<ResultSet> launches) =>
        launches.SelectMany((results, launch) => results.Benchmarks
            .Where(benchmark => !benchmark.HasFailed)
            .Select(benchmark => (launch, benchmark.Id)));

    private static ResultSet Select(ResultSet results, Func<BenchmarkResult, bool> counts) => results with
    {
        Benchmarks = [.. results.Benchmarks.Where(counts)],
    };
}
