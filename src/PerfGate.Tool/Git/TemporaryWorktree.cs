using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Git;

/// <summary>
/// A commit, checked out beside the user's working tree until disposed. It lies in the temporary folder and not below the
/// repository, where MSBuild would find the user's Directory.Build.props above it.
/// </summary>
internal sealed class TemporaryWorktree : IAsyncDisposable
{
    private readonly GitRepository _repository;
    private readonly WorktreeMarker _marker;

    private TemporaryWorktree(GitRepository repository, WorktreeMarker marker)
    {
        _repository = repository;
        _marker = marker;
    }

    /// <summary>Top level of the checkout.</summary>
    public string Directory => _marker.Directory;

    /// <summary>Why submodules are missing, for whoever cannot build the checkout; null when none are.</summary>
    public string? SubmoduleFailure { get; private set; }

    /// <summary>Checks a commit out; first removes what killed runs of this program left behind.</summary>
    /// <exception cref="PerfGateException">git cannot check it out.</exception>
    public static async Task<TemporaryWorktree> CreateAsync(
        GitRepository repository, string commit, TimeProvider time, CancellationToken cancellationToken)
    {
        var worktree = new TemporaryWorktree(repository, await WorktreeMarker.CreateAsync(repository, time, cancellationToken));
        try
        {
            await repository.Git.RunAsync(["worktree", "add", "--quiet", "--detach", worktree.Directory, commit], cancellationToken);
            await worktree.CheckOutSubmodulesAsync(cancellationToken);
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
    private async Task CheckOutSubmodulesAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(Directory, ".gitmodules"))) return;
        var git = _repository.Git.In(Directory);
        var output = await git.TryRunAsync(["submodule", "--quiet", "update"], cancellationToken);
        if (output.ExitCode == 0)
        {
            output = await git.TryRunAsync(
                ["submodule", "--quiet", "foreach", "git submodule --quiet update --init --recursive"], cancellationToken);
        }

        if (output.ExitCode != 0) SubmoduleFailure = $"The submodules could not be checked out: {GitCommand.LastLines(output)}";
    }
}
