using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>One side of a measurement (a revision, or the working tree): its launcher and what its launches yielded.</summary>
/// <param name="launcher">Starts the suite.</param>
internal sealed class MeasuredSuite(SuiteLauncher launcher)
{
    private readonly List<ResultSet> _launches = [];

    public SuiteLauncher Launcher => launcher;

    /// <summary>Digest of what is measured; of what was built, unless something says it better.</summary>
    public string Fingerprint { get; set; } = launcher.Suite.Fingerprint;

    /// <summary>Benchmarks, without parameters, that are to be measured: those that the suite lists, unless its cases are known.</summary>
    public IReadOnlyList<string> Expected { get; set; } = launcher.Suite.Benchmarks;

    /// <summary>The cases that its host announced; empty until it was asked, and where there is none.</summary>
    public IReadOnlyList<LockstepCase> Cases { get; private set; } = [];

    /// <summary>What each launch so far yielded.</summary>
    public IReadOnlyList<ResultSet> Launches => _launches;

    /// <summary>All launches so far as one result set.</summary>
    public ResultSet Results => Merge(_launches);

    /// <summary>Launches as one result set, with the listed benchmarks that never appeared as failed ones.</summary>
    public ResultSet Merge(IReadOnlyList<ResultSet> launches) => WithMissing(ResultSets.MergeLaunches(launches));

    /// <summary>
    /// Asks the host for its cases. What the suite's own program lists and the host does not find (benchmarks of another assembly, for
    /// example) goes that program's way.
    /// </summary>
    /// <exception cref="SuiteFailedException">It could not say.</exception>
    public async Task ListCasesAsync(IReadOnlyList<string> filter, CancellationToken cancellationToken) =>
        Keep(WithListed(await LockstepCases.ListAsync(launcher.Suite, filter, launcher.Log, cancellationToken)));

    /// <summary>Cases of a host, and those that only the suite's own program knows.</summary>
    public IReadOnlyList<LockstepCase> WithListed(IReadOnlyList<LockstepCase> cases) =>
    [
        .. cases,
        .. launcher.Suite.Benchmarks.Except(cases.Select(found => found.Method), StringComparer.Ordinal)
            .Select(method => new LockstepCase(method, method, IdOf(method), TakesTurns: false, HasJobs: false)),
    ];

    /// <summary>The same suite with nothing measured yet.</summary>
    public MeasuredSuite Afresh() => new(launcher) { Cases = Cases, Expected = Expected, Fingerprint = Fingerprint };

    /// <summary>Whether it has anything of what a unit launches whole; what is new or gone is on one side alone.</summary>
    public bool Has(LaunchUnit unit) => Expected.Any(unit.Has);

    /// <summary>Leaves out all cases but these.</summary>
    public void Keep(IReadOnlyList<LockstepCase> cases)
    {
        Cases = cases;
        Expected = [.. cases.Select(found => found.Method).Distinct(StringComparer.Ordinal)];
    }

    public void Add(ResultSet launch) => _launches.Add(launch);

    private ResultSet WithMissing(ResultSet results)
    {
        var methods = results.Benchmarks.Select(benchmark => SuitePair.Listed(benchmark.Id)).ToHashSet(StringComparer.Ordinal);
        var seen = results.Benchmarks.Select(benchmark => benchmark.Id.Case).ToHashSet();

        // A case that takes turns is known by its name; of others the methods are.
        var cases = Cases.Where(found => found.TakesTurns).ToLookup(found => found.Method, StringComparer.Ordinal);
        var missing = Expected.SelectMany(method => cases[method].Any()
            ? cases[method].Select(found => found.Id.Case).Where(id => !seen.Contains(id))
            : methods.Contains(method) ? [] : [IdOf(method)]);
        return results with
        {
            Benchmarks = results.Benchmarks.AddRange(missing.Distinct().Select(id => new BenchmarkResult(
                id, launcher.Suite.Project.Name, [], "it is listed by the suite but left no result"))),
        };
    }

    // Namespace.Type.Method; a generic type's arguments hold dots of their own.
    public static BenchmarkId IdOf(string listed)
    {
        var method = listed.LastIndexOf('.');
        var generic = listed.IndexOf('<', StringComparison.Ordinal);
        var type = listed.LastIndexOf('.', Math.Max(0, (generic < 0 || generic > method ? method : generic) - 1));
        return type < 0
            ? new BenchmarkId("", listed[..method], listed[(method + 1)..])
            : new BenchmarkId(listed[..type], listed[(type + 1)..method], listed[(method + 1)..]);
    }
}
