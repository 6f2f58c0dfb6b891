using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites;

/// <summary>One side of a measurement (a revision, or the working tree): its launcher and what its launches yielded.</summary>
/// <param name="name">How people call the side: <c>base</c>, <c>current</c>.</param>
/// <param name="launcher">Starts the suite.</param>
internal sealed class MeasuredSuite(string name, SuiteLauncher launcher)
{
    private readonly List<ResultSet> _launches = [];

    public string Name => name;

    public SuiteLauncher Launcher => launcher;

    /// <summary>What each launch so far yielded.</summary>
    public IReadOnlyList<ResultSet> Launches => _launches;

    /// <summary>All launches so far as one result set.</summary>
    public ResultSet Results => Merge(_launches);

    /// <summary>Launches as one result set, with the listed benchmarks that never appeared as failed ones.</summary>
    public ResultSet Merge(IReadOnlyList<ResultSet> launches) => WithMissing(ResultSets.MergeLaunches(launches));

    public void Add(ResultSet launch) => _launches.Add(launch);

    public async Task LaunchAsync(IReadOnlyList<string> filter, Action<string> onBenchmark, CancellationToken cancellationToken) =>
        Add(await launcher.LaunchAsync(filter, onBenchmark, cancellationToken));

    private ResultSet WithMissing(ResultSet results)
    {
        var seen = results.Benchmarks.Select(benchmark => (benchmark.Id with { Parameters = "" }).FullName).ToHashSet(StringComparer.Ordinal);
        var missing = launcher.Suite.Benchmarks
            .Where(listed => !seen.Contains(listed))
            .Select(listed => new BenchmarkResult(IdOf(listed), launcher.Suite.Project.Name, [], "it is listed by the suite but left no result"));
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
