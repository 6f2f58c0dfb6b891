using System.Globalization;
using System.Text;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>
/// Makes commits of notes. It only adds objects: the tree is put together in an index file of its own, so the user's index, working
/// tree and configuration are not involved, and a process killed at any point leaves nothing but objects that nothing refers to.
/// </summary>
internal static class BaselineTree
{
    /// <summary>Without these, git adds files of its own beside the user's index, or keeps a part of the tree out of this one.</summary>
    private static readonly string[] PlainIndex = ["-c", "core.splitIndex=false", "-c", "index.sparse=false"];

    /// <summary>Commits a snapshot with some notes replaced, those without lines removed, and returns the commit's id.</summary>
    /// <param name="repository">Where to.</param>
    /// <param name="snapshot">What there is.</param>
    /// <param name="notes">The notes that differ from it.</param>
    /// <param name="message">Message of the commit.</param>
    /// <param name="time">Its time.</param>
    /// <param name="cancellationToken">Ends the writing; nothing refers to what has been written then.</param>
    /// <param name="forgetHistory">Whether the commit has no parent, so that what is not in it any more can be collected.</param>
    /// <exception cref="PerfGateException">A note would be larger than anybody reads.</exception>
    public static async Task<string> CommitAsync(
        GitRepository repository,
        BaselineSnapshot snapshot,
        IReadOnlyDictionary<string, BaselineNote> notes,
        string message,
        DateTimeOffset time,
        CancellationToken cancellationToken,
        bool forgetHistory = false)
    {
        var edits = new StringBuilder();
        foreach (var (commit, note) in notes)
        {
            var paths = snapshot.Files(commit).Select(file => file.Path).ToList();
            if (!note.Lines.IsEmpty)
            {
                var bytes = note.ToBytes();
                if (bytes.Length > ObjectReader.Greatest) throw TooLarge(commit);
                var written = await repository.Git.RunAsync(["hash-object", "-w", "--stdin"], cancellationToken, bytes);
                if (paths.Count == 0) paths.Add($"{commit[..2]}/{commit[2..]}");
                edits.Append(CultureInfo.InvariantCulture, $"100644 {written.Text.Trim()}\t{paths[0]}\0");
                paths.RemoveAt(0);
            }

            foreach (var path in paths) edits.Append(CultureInfo.InvariantCulture, $"0 {new string('0', repository.IdLength)}\t{path}\0");
        }

        var tree = await WriteTreeAsync(repository.Git, snapshot.Tip, edits.ToString(), cancellationToken);
        string[] parent = snapshot.Tip is { } tip && !forgetHistory ? ["-p", tip] : [];
        string[] arguments = ["commit-tree", "--no-gpg-sign", .. parent, "-F", "-", tree];
        var commitOutput = await repository.Git.RunAsync(arguments, cancellationToken, Encoding.UTF8.GetBytes(message), Identity(time));
        return commitOutput.Text.Trim();
    }

    private static PerfGateException TooLarge(string commit) => new(
        ErrorCode.BaselineNotWritten,
        commit,
        "The baselines of this commit would take more than 64 MB, which no version reads again.",
        "Take old records away with 'dotnet perfgate baseline prune', or all of this commit with "
            + $"'git notes --ref=perfgate/v1 remove {commit}'.");

    private static async Task<string> WriteTreeAsync(GitCommand git, string? tip, string edits, CancellationToken cancellationToken)
    {
        var index = Path.Combine(Path.GetTempPath(), $"perfgate-{Guid.NewGuid():N}.index");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = index };
        try
        {
            await git.RunAsync([.. PlainIndex, "read-tree", tip ?? "--empty"], cancellationToken, variables: variables);
            await git.RunAsync(
                [.. PlainIndex, "update-index", "-z", "--index-info"], cancellationToken, Encoding.UTF8.GetBytes(edits), variables);
            return (await git.RunAsync([.. PlainIndex, "write-tree"], cancellationToken, variables: variables)).Text.Trim();
        }
        finally
        {
            File.Delete(index);
        }
    }

    /// <summary>An author of its own: a build server often has none configured, and git would refuse to commit.</summary>
    private static Dictionary<string, string?> Identity(DateTimeOffset time)
    {
        var date = string.Create(CultureInfo.InvariantCulture, $"@{time.ToUnixTimeSeconds()} +0000");
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = "PerfGate",
            ["GIT_AUTHOR_EMAIL"] = "noreply@perfgate.invalid",
            ["GIT_AUTHOR_DATE"] = date,
            ["GIT_COMMITTER_NAME"] = "PerfGate",
            ["GIT_COMMITTER_EMAIL"] = "noreply@perfgate.invalid",
            ["GIT_COMMITTER_DATE"] = date,
        };
    }
}
