using PerfGate.Analysis.Model;
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
    /// <param name="folderBefore">Its folder in the base, from the top level, where that is another one.</param>
    /// <param name="benchmarks">Its benchmarks.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        GitRepository repository,
        string revision,
        SuiteProject project,
        string? folderBefore,
        IEnumerable<BenchmarkId> benchmarks,
        CancellationToken cancellationToken)
    {
        var folder = await repository.PrefixAsync(project.Folder, cancellationToken);
        string[] folders = folderBefore is null ? [folder] : [folder, folderBefore];

        // A file that is the same at another place has not changed.
        string[] arguments = ["diff", "--name-only", "-z", "--find-renames=100%", "--diff-filter=r", "--no-ext-diff", revision, "--"];
        var changed = await repository.Git.RunAsync(
            [.. arguments, .. folders.Select(path => path.Length == 0 ? "." : path)], cancellationToken);
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
