using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Git;

/// <summary>Finds out why git does not open the repository of a folder.</summary>
internal static class RepositoryRefusal
{
    public static async Task<PerfGateException> ExplainAsync(GitCommand git, ProcessOutput refusal, CancellationToken cancellationToken)
    {
        if (await OwnedByAnotherAsync(git, cancellationToken) is { } owned)
        {
            return new PerfGateException(
                ErrorCode.GitFailed,
                owned,
                "git does not open this repository, because it belongs to another user (usual in containers).",
                $"If you trust it, run: git config --global --add safe.directory \"{owned}\"");
        }

        if (LooksLikeRepository(git.WorkingDirectory)) return git.Failed(["rev-parse"], refusal);
        return new PerfGateException(
            ErrorCode.NotARepository,
            git.WorkingDirectory,
            "Neither this folder nor one above it is a git repository.",
            "Run PerfGate inside the repository, or create one with 'git init'.");
    }

    /// <summary>
    /// The folder to be trusted, where trust is all that is missing: then git opens it once every folder is trusted. Versions of git
    /// before 2.38 do not listen to that on the command line; there the general error quotes git, which names the remedy.
    /// </summary>
    private static async Task<string?> OwnedByAnotherAsync(GitCommand git, CancellationToken cancellationToken)
    {
        foreach (var option in new[] { "--show-toplevel", "--absolute-git-dir" })
        {
            var trusting = await git.TryRunAsync(["-c", "safe.directory=*", "rev-parse", option], cancellationToken);
            if (trusting.ExitCode == 0) return trusting.Text.TrimEnd('\n');
        }

        return null;
    }

    private static bool LooksLikeRepository(string directory)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(directory)); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, ".git"))) return true;
        }

        return File.Exists(Path.Combine(directory, "HEAD")) && Directory.Exists(Path.Combine(directory, "objects"));
    }
}
