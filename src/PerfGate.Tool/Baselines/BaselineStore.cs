using PerfGate.Analysis.Model;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>The baselines of a repository: notes on commits, kept on a ref of their own.</summary>
internal sealed class BaselineStore(GitRepository repository, TimeProvider time)
{
    public const string Ref = "refs/notes/perfgate/v1";

    private const int Attempts = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Stores results for the commit they were measured at, one record a suite.</summary>
    /// <exception cref="PerfGateException">The commit is unknown, the results are not its own, or they cannot be written.</exception>
    public async Task<BaselineUpdate> AddAsync(string commit, ResultSet results, CancellationToken cancellationToken)
    {
        var measured = await repository.ResolveAsync(commit, cancellationToken);
        var lines = BaselineRecords.Encode(measured, results, time.GetUtcNow());
        var note = BaselineNote.Parse(lines);
        var additions = new Dictionary<string, BaselineNote>(StringComparer.Ordinal) { [measured.Id] = note };
        var (tip, changed) = await MergeAsync(additions, $"Record the baseline of {measured.Id}\n", cancellationToken);
        return new BaselineUpdate(measured.Id, tip, changed, [.. BaselineReader.Decode(note).Select(record => record.Header)]);
    }

    /// <summary>Everything that is stored.</summary>
    public async Task<BaselineList> ListAsync(CancellationToken cancellationToken)
    {
        var snapshot = await OpenAsync(cancellationToken);
        return await BaselineReader.ListAsync(snapshot, snapshot.Commits, cancellationToken);
    }

    /// <summary>What is stored for a commit; the commit itself need not be in this clone when its full id is given.</summary>
    public async Task<BaselineContent> ShowAsync(string commit, CancellationToken cancellationToken)
    {
        var id = await repository.IdAsync(commit, cancellationToken);
        return await BaselineReader.ReadAsync(await OpenAsync(cancellationToken), id, cancellationToken);
    }

    public Task<BaselineSnapshot> OpenAsync(CancellationToken cancellationToken) => BaselineSnapshot.ReadAsync(repository, Ref, cancellationToken);

    /// <summary>
    /// Merges lines into the notes of their commits. Processes of this machine wait for each other; one that does not know the lock
    /// (git itself, another machine's share of the folder) is noticed by the ref having moved, and everything starts over from there.
    /// </summary>
    private async Task<(string Tip, bool Changed)> MergeAsync(
        IReadOnlyDictionary<string, BaselineNote> additions, string message, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = await OpenAsync(cancellationToken);
            var merged = await BaselineReader.MergeAsync(snapshot, additions, cancellationToken);
            if (merged.Count == 0) return (snapshot.Tip!, false);
            var commit = await BaselineTree.CommitAsync(repository, snapshot, merged, message, time.GetUtcNow(), cancellationToken);
            string[] arguments = ["update-ref", "--no-deref", "-m", "perfgate: " + message.Trim(), Ref, commit, snapshot.Tip ?? ""];
            var output = await repository.Git.TryRunAsync(arguments, cancellationToken);
            if (output.ExitCode == 0) return (commit, true);
            if (attempt == Attempts)
            {
                throw new PerfGateException(
                    ErrorCode.BaselineNotWritten,
                    Ref,
                    $"The ref could not be moved: {GitCommand.LastLines(output)}",
                    "If no other git process is at work in this repository, remove the lock file that git names.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 50 * attempt)), time, cancellationToken);
        }
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(repository.CommonDirectory, "perfgate", "baselines.lock");
        try
        {
            return await FileLock.AcquireAsync(path, Patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new PerfGateException(
                ErrorCode.BaselineNotWritten, path, exception.Message, "Wait for the other process, or check that the folder can be written.", exception);
        }
    }
}
