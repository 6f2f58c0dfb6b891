using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Checking;

/// <summary>What may be recorded as the baseline of a commit.</summary>
internal sealed class RecordingRules(CommandContext context, GitRepository repository, GitCommit target)
{
    /// <summary>Refuses a commit whose sources are not those of the working tree, which is what will be measured.</summary>
    /// <exception cref="PerfGateException">They are not.</exception>
    public async Task RequireItsSourcesAsync(CancellationToken cancellationToken)
    {
        var head = await repository.ResolveAsync("HEAD", cancellationToken);
        if (string.Equals(head.Id, target.Id, StringComparison.Ordinal)) return;
        var isSameTree = string.Equals(head.Tree, target.Tree, StringComparison.Ordinal);
        if (isSameTree && !(await repository.ChangesAsync(cancellationToken)).IsDirty) return;
        throw new PerfGateException(
            ErrorCode.BaselineNotWritten,
            target.Id,
            isSameTree
                ? "the working tree has changes, so that it does not have the sources of this commit"
                : $"the working tree is at {head.Id}, whose sources are not those of this commit",
            "Check the commit out and measure there, or name results of it with --results.");
    }

    /// <summary>Reads results that are there. Those that leave it out get their suite and run from here.</summary>
    /// <param name="paths">Files, folders or patterns.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PerfGateException">They cannot be read, or nothing in them was measured.</exception>
    public async Task<ResultSet> ReadAsync(string[] paths, CancellationToken cancellationToken)
    {
        var absolute = Array.ConvertAll(paths, context.PathOf);
        var results = UnnamedResults.Named(ResultReader.Read(absolute), UnnamedResults.SuiteOf(context.Settings));
        if (results.Benchmarks.All(benchmark => benchmark.HasFailed))
        {
            var first = results.Benchmarks[0];
            throw new PerfGateException(
                ErrorCode.BenchmarkNotMeasured,
                string.Join(", ", paths),
                $"every benchmark failed; {SafeText.Name(first.Id.ToString())}: {SafeText.Sentence(first.Failure)}",
                "A baseline needs at least one that was measured: look at the log of the run.");
        }

        if (results.Provenance.Commit is null && await DiffersAsync(absolute, cancellationToken))
        {
            context.Errors.Warn(
                "the results do not say which commit they were measured at, and the working tree has changes that are not in it; "
                    + "the record does not say so.");
        }

        // Exports do not know their run: without it, what another job of this run records would hide them.
        var run = results.Provenance.RunId ?? Revisions.RunId(context);
        return results with { Provenance = results.Provenance with { RunId = run } };
    }

    /// <summary>Whether the commit is checked out with changes; what holds the results is none.</summary>
    private async Task<bool> DiffersAsync(string[] results, CancellationToken cancellationToken)
    {
        if ((await repository.FindAsync("HEAD", cancellationToken))?.Id != target.Id) return false;
        var changes = await repository.ChangesAsync(cancellationToken);
        return changes.Tracked.Length > 0 || changes.Untracked.Any(entry => !Array.Exists(results, path => IsWithin(path, entry)));
    }

    // A folder of which nothing is tracked is listed by itself, with a slash.
    private bool IsWithin(string path, string entry)
    {
        var changed = Path.TrimEndingDirectorySeparator(Path.GetFullPath(entry, repository.TopLevel!));
        return string.Equals(Path.TrimEndingDirectorySeparator(path), changed, StringComparison.Ordinal)
            || path.StartsWith(changed + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
