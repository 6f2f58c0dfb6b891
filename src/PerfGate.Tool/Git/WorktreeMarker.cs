using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;

namespace PerfGate.Tool.Git;

/// <summary>
/// Says in the repository that a working tree is this program's, and whether its run is alive: a file that holds the working tree's
/// path and that the run keeps locked. It is there before the working tree is and goes after it, so a run that is killed at any
/// point leaves a marker that the next run finds unlocked. Working trees without one are never touched.
/// </summary>
internal sealed class WorktreeMarker
{
    private const string Prefix = "perfgate-";
    private readonly FileLock _ownLock;
    private readonly string _path;

    private WorktreeMarker(FileLock ownLock, string path, string directory)
    {
        _ownLock = ownLock;
        _path = path;
        Directory = directory;
    }

    /// <summary>A folder of its own name below the temporary one, for the working tree and what belongs beside it.</summary>
    public string Directory { get; }

    /// <summary>Where in it the working tree is; git calls its record of it so.</summary>
    public string Tree => Path.Combine(Directory, Path.GetFileName(_path));

    /// <summary>Marks a new working tree, after those of dead runs have been removed.</summary>
    public static async Task<WorktreeMarker> CreateAsync(GitRepository repository, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(repository.CommonDirectory, "perfgate", "worktrees");
        try
        {
            // Otherwise another run could take a marker that is not locked yet for a dead one.
            using var gate = await FileLock.AcquireAsync(folder + ".lock", TimeSpan.FromMinutes(5), time, cancellationToken);
            System.IO.Directory.CreateDirectory(folder);
            await RemoveStaleAsync(repository, folder, cancellationToken);
            var name = Prefix + Guid.NewGuid().ToString("N")[..12];
            var file = Path.Combine(folder, name);
            var directory = Path.Combine(Path.GetTempPath(), name);
            var held = FileLock.TryAcquire(file) ?? throw new IOException($"{file} is in use.");
            held.WriteText(directory);
            return new WorktreeMarker(held, file, directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new PerfGateException(
                ErrorCode.GitFailed,
                folder,
                $"A temporary working tree could not be prepared: {exception.Message}",
                "Check that the folder can be written.",
                exception);
        }
    }

    /// <summary>Removes the working tree, git's record of it, and last the marker; leaves the marker where one of them stays.</summary>
    public async Task RemoveAsync(GitRepository repository, CancellationToken cancellationToken)
    {
        var isGone = await TryRemoveAsync(repository, cancellationToken);
        _ownLock.Dispose();
        if (isGone) TryDelete(() => File.Delete(_path));
    }

    private static async Task RemoveStaleAsync(GitRepository repository, string folder, CancellationToken cancellationToken)
    {
        foreach (var file in System.IO.Directory.GetFiles(folder, Prefix + "*"))
        {
            if (TryAcquire(file) is not { } held) continue;
            var directory = held.ReadText();

            // Deleting goes by the marker's word, so it has to name a folder of the marker's own name; an empty one was never used.
            var isOwn = Path.IsPathFullyQualified(directory) && Path.GetFileName(directory) == Path.GetFileName(file);
            if (isOwn || directory.Length == 0) await new WorktreeMarker(held, file, directory).RemoveAsync(repository, cancellationToken);
            else held.Dispose();
        }
    }

    // What another user left (root in a container) is that user's to remove, and no reason not to begin.
    private static FileLock? TryAcquire(string file)
    {
        try
        {
            return FileLock.TryAcquire(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<bool> TryRemoveAsync(GitRepository repository, CancellationToken cancellationToken)
    {
        if (Directory.Length == 0) return true;

        // Whatever this leaves (a working tree that was being added is locked) is removed by hand; "git worktree prune" would also take
        // working trees of others whose disk is not mounted just now.
        try
        {
            await repository.Git.TryRunAsync(["worktree", "remove", "--force", Tree], cancellationToken);
        }
        catch (PerfGateException)
        {
            // The repository itself is gone, and with it git's record.
        }

        var record = Path.Combine(repository.CommonDirectory, "worktrees", Path.GetFileName(_path));
        return TryDelete(() => Delete(Directory)) && TryDelete(() => Delete(record));
    }

    private static void Delete(string directory)
    {
        if (System.IO.Directory.Exists(directory)) System.IO.Directory.Delete(directory, recursive: true);
    }

    private static bool TryDelete(Action delete)
    {
        try
        {
            delete();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
