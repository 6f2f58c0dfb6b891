using System.Globalization;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;

namespace PerfGate.Tool.Git;

/// <summary>
/// A commit, checked out beside the user's working tree until disposed. It lies in the temporary folder and not below the
/// repository, where MSBuild would find the user's Directory.Build.props above it; what reaches its build from above is what reaches the
/// user's working tree, and not what others put into the temporary folder.
/// </summary>
internal sealed class TemporaryWorktree : IAsyncDisposable
{
    // Submodules that are not here yet are cloned, which may take its time; a remote that is silent must not hold the check for ever.
    private static readonly TimeSpan LongestCheckout = TimeSpan.FromMinutes(10);

    private readonly GitRepository _repository;
    private readonly WorktreeMarker _marker;

    private TemporaryWorktree(GitRepository repository, WorktreeMarker marker)
    {
        _repository = repository;
        _marker = marker;
    }

    /// <summary>Top level of the checkout.</summary>
    public string Directory => _marker.Tree;

    /// <summary>Why submodules are missing, for whoever cannot build the checkout; null when none are.</summary>
    public string? SubmoduleFailure { get; private set; }

    /// <summary>Checks a commit out; first removes what killed runs of this program left behind.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="commit">The commit's id.</param>
    /// <param name="time">Measures how long others are waited for.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <param name="submoduleLimit">Longest that submodules may take; null for ten minutes.</param>
    /// <exception cref="PerfGateException">git cannot check it out.</exception>
    public static async Task<TemporaryWorktree> CreateAsync(
        GitRepository repository,
        string commit,
        TimeProvider time,
        CancellationToken cancellationToken,
        TimeSpan? submoduleLimit = null)
    {
        var worktree = new TemporaryWorktree(repository, await WorktreeMarker.CreateAsync(repository, time, cancellationToken));
        try
        {
            System.IO.Directory.CreateDirectory(worktree._marker.Directory);
            BuildBoundary.Write(worktree._marker.Directory, like: repository.TopLevel);
            await repository.Git.RunAsync(["worktree", "add", "--quiet", "--detach", worktree.Directory, commit], cancellationToken);
            await worktree.CheckOutSubmodulesAsync(submoduleLimit ?? LongestCheckout, cancellationToken);
            return worktree;
        }
        catch
        {
            await worktree.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes the checkout; what cannot be removed now is left to the next run, and never an error.</summary>
    public async ValueTask DisposeAsync() => await _marker.RemoveAsync(_repository, CancellationToken.None);

    /// <summary>
    /// Only the submodules that the user has initialised: the others would be written into the configuration that all working trees
    /// share. Submodules of submodules have a configuration of their own in the new working tree.
    /// </summary>
    private async Task CheckOutSubmodulesAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(Directory, ".gitmodules"))) return;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            var git = _repository.Git.In(Directory);
            var known = await KnownSubmodule.FindAsync(_repository, Directory, limited.Token);
            string[] instead = [.. known.SelectMany(submodule => new[] { "-c", $"submodule.{submodule.Name}.url={submodule.Store}" })];
            if (known.Count > 0) instead = ["-c", "protocol.file.allow=always", .. instead];
            var output = await git.TryRunAsync([.. instead, "submodule", "--quiet", "update"], limited.Token);

            // The addresses of their own submodules may begin at theirs.
            foreach (var submodule in known)
                await git.TryRunAsync(["-C", submodule.Path, "remote", "set-url", "origin", submodule.Address], limited.Token);
            if (output.ExitCode == 0)
            {
                output = await git.TryRunAsync(
                    ["submodule", "--quiet", "foreach", "git submodule --quiet update --init --recursive"], limited.Token);
            }

            if (output.ExitCode != 0) SubmoduleFailure = $"The submodules could not be checked out: {GitCommand.LastLines(output)}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            SubmoduleFailure = string.Create(
                CultureInfo.InvariantCulture,
                $"The submodules could not be checked out: 'git submodule update' took longer than {limit.TotalSeconds:0.#} s.");
        }
    }
}
