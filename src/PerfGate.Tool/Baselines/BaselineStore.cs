using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>
/// The baselines of a repository: notes on commits, kept on a ref of their own. What a remote has is <see cref="BaselineSync"/>'s.
/// </summary>
internal sealed class BaselineStore(GitRepository repository, TimeProvider time)
{
    public const string Ref = "refs/notes/perfgate/v1";

    private const int Attempts = 10;

    /// <summary>How far a list looks back from HEAD.</summary>
    private const int FarthestShown = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Stores results for the commit they were measured at, one record a suite.</summary>
    /// <exception cref="PerfGateException">The commit is unknown, the results are not its own, or they cannot be written.</exception>
    public async Task<BaselineUpdate> AddAsync(string commit, ResultSet results, CancellationToken cancellationToken)
    {
        var measured = await repository.ResolveAsync(commit, cancellationToken);
        var note = BaselineNote.Parse(BaselineRecords.Encode(measured, results, time.GetUtcNow()));
        var additions = new Dictionary<string, BaselineNote>(StringComparer.Ordinal) { [measured.Id] = note };
        var (_, changed) = await MergeAsync(additions, $"Record the baseline of {measured.Id}\n", cancellationToken);
        return new BaselineUpdate(changed, [.. BaselineReader.Decode(note).Select(record => record.Header)]);
    }

    /// <summary>Merges lines into the notes of their commits.</summary>
    /// <exception cref="PerfGateException">They cannot be written.</exception>
    public Task<(string Tip, bool Changed)> MergeAsync(
        IReadOnlyDictionary<string, BaselineNote> additions, string message, CancellationToken cancellationToken) =>
        ChangeAsync(
            async (objects, snapshot) =>
            {
                var merged = await BaselineMerge.AddAsync(objects, snapshot, additions);
                return merged.Count == 0 ? snapshot.Tip! : await CommitAsync(snapshot, merged, message, cancellationToken);
            },
            message,
            cancellationToken);

    /// <summary>Everything that is stored.</summary>
    public async Task<BaselineList> ListAsync(CancellationToken cancellationToken)
    {
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        var snapshot = await BaselineSnapshot.ReadAsync(objects, Ref, repository.IdLength);
        return await BaselineReader.ListAsync(objects, snapshot, snapshot.Commits);
    }

    /// <summary>
    /// Everything that is stored, and how many first-parent steps back from HEAD its commits are, where they are found so.
    /// </summary>
    public async Task<(BaselineList List, IReadOnlyDictionary<string, int> Distances)> ListWithDistancesAsync(
        CancellationToken cancellationToken)
    {
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        var snapshot = await BaselineSnapshot.ReadAsync(objects, Ref, repository.IdLength);
        var list = await BaselineReader.ListAsync(objects, snapshot, snapshot.Commits);
        var distances = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = list.Records.Select(record => record.Commit).ToHashSet(StringComparer.Ordinal);
        var commit = open.Count == 0 ? null : await objects.ReadCommitAsync("HEAD");
        for (var distance = 0; commit is not null && open.Count > 0 && distance < FarthestShown; distance++)
        {
            if (open.Remove(commit.Id)) distances.Add(commit.Id, distance);
            commit = commit.FirstParent is { } parent ? await objects.ReadCommitAsync(parent) : null;
        }

        return (list, distances);
    }

    /// <summary>The records of a commit as a note of their own, without the lines that cannot be read.</summary>
    public async Task<(BaselineNote Note, ImmutableArray<string> Warnings)> ExportAsync(string commit, CancellationToken cancellationToken)
    {
        var id = await repository.IdAsync(commit, cancellationToken);
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        var snapshot = await BaselineSnapshot.ReadAsync(objects, Ref, repository.IdLength);
        var content = await BaselineReader.ReadAsync(objects, snapshot, id);
        var notes = await BaselineMerge.NotesAsync(objects, snapshot, [id]);
        var good = content.Records.Select(record => record.Header.Id).ToHashSet(StringComparer.Ordinal);
        return (notes.TryGetValue(id, out var note) ? note.Only(good) : BaselineNote.Of([]), content.Warnings);
    }

    /// <summary>What is stored for a commit; the commit itself need not be in this clone when its full id is given.</summary>
    public async Task<BaselineContent> ShowAsync(string commit, CancellationToken cancellationToken)
    {
        var id = await repository.IdAsync(commit, cancellationToken);
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        return await BaselineReader.ReadAsync(objects, await BaselineSnapshot.ReadAsync(objects, Ref, repository.IdLength), id);
    }

    public async Task<BaselineSnapshot> OpenAsync(CancellationToken cancellationToken)
    {
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        return await BaselineSnapshot.ReadAsync(objects, Ref, repository.IdLength);
    }

    public Task<string> CommitAsync(
        BaselineSnapshot snapshot,
        IReadOnlyDictionary<string, BaselineNote> notes,
        string message,
        CancellationToken cancellationToken,
        bool forgetHistory = false) =>
        BaselineTree.CommitAsync(repository, snapshot, notes, message, time.GetUtcNow(), cancellationToken, forgetHistory);

    /// <summary>
    /// Moves the ref to what a function makes of it. Processes of this machine wait for each other; one that does not know the lock
    /// (git itself, another machine's share of the folder) is noticed by the ref having moved, and everything starts over from there.
    /// </summary>
    public async Task<(string Tip, bool Changed)> ChangeAsync(
        Func<ObjectReader, BaselineSnapshot, Task<string>> change, string message, CancellationToken cancellationToken)
    {
        using var held = await LockAsync("baselines.lock", Patience, cancellationToken);
        var leftover = new LeftoverLock(repository, Ref, time);
        for (var attempt = 1; ; attempt++)
        {
            await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
            var snapshot = await BaselineSnapshot.ReadAsync(objects, Ref, repository.IdLength);
            var commit = await change(objects, snapshot);
            if (string.Equals(commit, snapshot.Tip, StringComparison.Ordinal)) return (commit, false);
            var old = snapshot.Tip ?? new string('0', repository.IdLength);
            string[] arguments = ["update-ref", "--no-deref", "-m", "perfgate: " + message.Trim(), Ref, commit, old];
            var output = await repository.Git.TryRunAsync(arguments, cancellationToken);
            if (output.ExitCode == 0) return (commit, true);
            if (attempt >= Attempts && (!leftover.IsThere || attempt >= 5 * Attempts))
            {
                throw new PerfGateException(
                    ErrorCode.BaselineNotWritten,
                    Ref,
                    $"The ref could not be moved: {GitCommand.LastLines(output)}",
                    "Look at what git says is in the way.");
            }

            leftover.RemoveIfDead();
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 50 * Math.Min(attempt, Attempts))), time, cancellationToken);
        }
    }

    /// <summary>Waits for the other processes of this machine.</summary>
    public Task<FileLock> LockAsync(string name, TimeSpan patience, CancellationToken cancellationToken) => FileLock.AcquireAsync(
        Path.Combine(repository.CommonDirectory, "perfgate", name),
        patience,
        time,
        ErrorCode.BaselineNotWritten,
        "Wait for the other process, or check that the folder can be written.",
        cancellationToken);
}
