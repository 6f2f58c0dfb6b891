using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites.Sources;

namespace PerfGate.Tool.Suites.Revisions;

/// <summary>Finds benchmarks whose own source differs between two revisions: their numbers may differ for that reason alone.</summary>
internal static class ChangedBenchmarks
{
    /// <summary>Names of the benchmarks, without parameters, whose file has changed since a revision.</summary>
    /// <param name="repository">The repository, with a working tree.</param>
    /// <param name="revision">The base.</param>
    /// <param name="project">The benchmark project in the working tree.</param>
    /// <param name="benchmarks">Its benchmarks.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        GitRepository repository,
        string revision,
        SuiteProject project,
        IEnumerable<BenchmarkId> benchmarks,
        CancellationToken cancellationToken)
    {
        var folder = await repository.PrefixAsync(project.Folder, cancellationToken);
        var pathspec = folder.Length == 0 ? "." : folder;
        var changed = await repository.Git.RunAsync(
            ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", revision, "--", pathspec], cancellationToken);
        var files = changed.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        if (files.Count == 0) return [];
        var sources = BenchmarkSources.Read(repository.TopLevel!, [project]);
        return
        [
            .. benchmarks.Where(benchmark => sources.Find(project.Name, benchmark) is { } place && files.Contains(place.File))
                .Select(benchmark => (benchmark with { Parameters = "" }).DisplayName)
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
