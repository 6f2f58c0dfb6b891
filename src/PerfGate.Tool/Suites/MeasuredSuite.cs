using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Suites;

/// <summary>One side of a measurement (a revision, or the working tree): its launcher and what its launches yielded.</summary>
/// <param name="name">How people call the side: <c>base</c>, <c>current</c>.</param>
/// <param name="launcher">Starts the suite.</param>
internal sealed class MeasuredSuite(string name, SuiteLauncher launcher)
{
    private readonly List<ResultSet> _launches = [];

    public string Name => name;

    public SuiteLauncher Launcher => launcher;

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

    /// <summary>Asks the host for its cases.</summary>
    /// <exception cref="SuiteFailedException">It could not say.</exception>
    public async Task ListCasesAsync(IReadOnlyList<string> filter, CancellationToken cancellationToken) =>
        Keep(await LockstepCases.ListAsync(launcher.Suite, filter, launcher.Log, cancellationToken));

    /// <summary>The same suite with nothing measured yet.</summary>
    public MeasuredSuite Afresh() => new(name, launcher) { Cases = Cases, Expected = Expected };

    /// <summary>Leaves out all cases but these.</summary>
    public void Keep(IReadOnlyList<LockstepCase> cases)
    {
        Cases = cases;
        Expected = [.. cases.Select(found => found.Method).Distinct(StringComparer.Ordinal)];
    }

    public void Add(ResultSet launch) => _launches.Add(launch);

    /// <summary>Benchmarks that no launch has yielded anything of.</summary>
    public IEnumerable<BenchmarkId> Unmeasured() => WithMissing(Results).Benchmarks
        .Where(benchmark => benchmark.HasFailed)
        .Select(benchmark => benchmark.Id);

    private ResultSet WithMissing(ResultSet results)
    {
        // A list names a nested type with a dot before it.
        var seen = results.Benchmarks
            .Select(benchmark => (benchmark.Id with { Parameters = "" }).FullName.Replace('+', '.'))
            .ToHashSet(StringComparer.Ordinal);
        var missing = Expected
            .Where(listed => !seen.Contains(listed))
            .Select(listed => new BenchmarkResult(
                IdOf(listed), launcher.Suite.Project.Name, [], "it is listed by the suite but left no result"));
        return results with { Benchmarks = results.Benchmarks.AddRange(missing) };
    }

    // Namespace.Type.Method; a generic type's arguments hold dots of their own.
    private static BenchmarkId IdOf(string listed)
    {
        var method = listed.LastIndexOf('.');
        var generic = listed.IndexOf('<', StringComparison.Ordinal);
        var type = listed.LastIndexOf('.', Math.Max(0, (generic < 0 || generic > method ? method : generic) - 1));
        return type < 0
            ? new BenchmarkId("", listed[..method], listed[(method + 1)..])
            : new BenchmarkId(listed[..type], listed[(type + 1)..method], listed[(method + 1)..]);
    }
}
