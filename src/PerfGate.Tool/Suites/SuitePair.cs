using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>Both sides of one suite; a suite that is new has no base.</summary>
internal sealed partial class SuitePair(MeasuredSuite? before, MeasuredSuite after)
{
    private readonly HashSet<BenchmarkId> _failed = [];

    public MeasuredSuite? Base => before;

    public MeasuredSuite Current => after;

    public string Name => after.Launcher.Suite.Project.Name;

    /// <summary>Whether every side has a host that can take turns.</summary>
    public bool IsLockstep => (before is null || before.Launcher.Suite.Host is not null) && after.Launcher.Suite.Host is not null;

    /// <summary>Benchmarks, without parameters, that are measured by whole launches.</summary>
    public IEnumerable<string> ByWholeLaunches => IsLockstep
        ? Own()
        : after.Launcher.Suite.Benchmarks.Union(before?.Launcher.Suite.Benchmarks ?? [], StringComparer.Ordinal);

    /// <summary>Whether a benchmark cannot take turns.</summary>
    public bool HasOwnWay => Own().Count > 0;

    /// <summary>Whether the base has a benchmark, of whatever runtime.</summary>
    public bool IsInBase(BenchmarkId id) => IsLockstep
        ? CasesBefore.Any(found => found.Id.Case == id.Case || (!found.TakesTurns && found.Method == Listed(id)))
        : before?.Expected.Contains(Listed(id), StringComparer.Ordinal) == true;

    /// <summary>What the base has, as far as is known: cases, or methods without their parameters.</summary>
    public IEnumerable<BenchmarkId> InBase() => IsLockstep
        ? CasesBefore.Select(found => found.Id.Case)
        : (before?.Expected ?? []).Select(MeasuredSuite.IdOf);

    /// <summary>
    /// Whether only a benchmark's method is known to be in the base: of what is launched whole, nobody has said which cases it has.
    /// </summary>
    public bool IsDoubtfulInBase(BenchmarkId id) =>
        id.Parameters.Length > 0 && IsInBase(id) && !(IsLockstep && CasesBefore.Any(found => found.Id.Case == id.Case));

    /// <summary>What both sides have, as far as is known: cases, or methods without their parameters.</summary>
    public IEnumerable<BenchmarkId> InBoth() =>
        InBase().Intersect(IsLockstep ? after.Cases.Select(found => found.Id.Case) : after.Expected.Select(MeasuredSuite.IdOf));

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
                        : ExpectedCost.InTurn(timeOf(found.Id.Case)))),
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
            IReadOnlyList<string> methods = only is null ? Expected : [.. only.Select(Listed).Distinct(StringComparer.Ordinal)];
            var count = only is null ? after.Expected.Count + (before?.Expected.Count ?? 0) : only.Count * (before is null ? 1 : 2);
            return count == 0 ? [] : [LaunchUnit.Whole(methods, only is null ? all : Globs(methods), count)];
        }

        var wanted = only?.Select(id => id.Case).ToHashSet();
        var was = TakingTurns(CasesBefore);
        var now = TakingTurns(after.Cases);
        var units = after.Cases.Concat(CasesBefore)
            .Select(found => found.Id.Case)
            .Distinct()
            .Where(id => (was.ContainsKey(id) || now.ContainsKey(id)) && !_failed.Contains(id) && wanted?.Contains(id) != false)
            .Select(id => LaunchUnit.InTurn(id, was.GetValueOrDefault(id), now.GetValueOrDefault(id)))
            .ToList();

        var own = Own()
            .Where(method => CasesOf(method) is var cases
                && !cases.All(found => _failed.Contains(found.Id.Case))
                && (wanted is null || cases.Any(found => wanted.Contains(found.Id.Case))));

        // BenchmarkDotNet would add a job of its arguments to those that a class has, and measure it twice.
        units.AddRange(own.GroupBy(HasJobs).Select(methods => Whole([.. methods])));
        return units;
    }

    /// <summary>
    /// A unit of whole launches in units of one method each, so that one which ends its process does not take the others with it; nothing
    /// where it has but one.
    /// </summary>
    public IReadOnlyList<LaunchUnit> Apart(LaunchUnit unit)
    {
        var methods = Own().Where(unit.Has).ToList();
        return methods.Count < 2 ? [] : methods.ConvertAll(method => Whole([method]));
    }

    // BenchmarkDotNet announces each case of each side.
    private LaunchUnit Whole(IReadOnlyList<string> methods) =>
        LaunchUnit.Whole(methods, Globs(methods), methods.Sum(method => CasesOf(method).Count), HasJobs(methods[0]));

    private bool HasJobs(string method) => CasesOf(method).Exists(found => found.HasJobs);

    private List<LockstepCase> CasesOf(string method) => [.. after.Cases.Concat(CasesBefore).Where(found => found.Method == method)];

    /// <summary>
    /// Which benchmarks of the current side a unit would have measured, and no launch has yet. What is gone is known without being measured.
    /// </summary>
    public IEnumerable<BenchmarkId> Unmeasured(LaunchUnit unit)
    {
        var measured = Sides.SelectMany(side => side.Launches).SelectMany(launch => launch.Benchmarks).Select(result => result.Id).ToList();
        if (unit.TakesTurns) return unit.Current is { } current ? new[] { current.Id.Case }.Except(measured.Select(id => id.Case)) : [];

        // A launch has all cases of a method.
        var methods = measured.Select(Listed).ToHashSet(StringComparer.Ordinal);
        return IsLockstep
            ? after.Cases.Where(found => unit.Has(found.Method) && !methods.Contains(found.Method)).Select(found => found.Id.Case).Distinct()
            : after.Expected.Where(method => unit.Has(method) && !methods.Contains(method)).Select(MeasuredSuite.IdOf);
    }

    private IReadOnlyList<LockstepCase> CasesBefore => before?.Cases ?? [];

    private IEnumerable<MeasuredSuite> Sides => new[] { before, after }.OfType<MeasuredSuite>();

    // Benchmarks of either side, without parameters.
    private IReadOnlyList<string> Expected => [.. after.Expected.Union(before?.Expected ?? [], StringComparer.Ordinal)];

    /// <summary>The benchmark without parameters, as a suite lists it: with a dot before a nested type.</summary>
    public static string Listed(BenchmarkId id) => (id with { Parameters = "" }).FullName.Replace('+', '.');

    // A method goes its own way on both sides when one of them cannot take turns.
    private HashSet<string> Own() => IsLockstep ? [.. OwnOf(CasesBefore), .. OwnOf(after.Cases)] : [];

    private static bool IsWhole(MeasuredSuite side) => side.Expected.Count == side.Launcher.Suite.Benchmarks.Count;

    private static string PartOf(LockstepCase found, HashSet<string> own) => own.Contains(found.Method) ? found.Method : found.Name;

    // A method's name alone, and with parameters behind it. All of its cases run together, because BenchmarkDotNet shortens long parameters
    // in names.
    private static IReadOnlyList<string> Globs(IEnumerable<string> methods) =>
        [.. methods.SelectMany(method => new[] { method, method + "(*" })];

    // Cases that cannot be told apart cannot be called one by one either.
    private static IEnumerable<string> OwnOf(IReadOnlyList<LockstepCase> cases) => cases
        .GroupBy(found => found.Id.Case)
        .Where(same => same.Count() > 1 || !same.First().TakesTurns)
        .Select(same => same.First().Method);

    private Dictionary<BenchmarkId, LockstepCase> TakingTurns(IReadOnlyList<LockstepCase> cases)
    {
        var own = Own();
        return cases.Where(found => !own.Contains(found.Method)).ToDictionary(found => found.Id.Case);
    }
}
