using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Git;

/// <summary>What the rest of the program asks a repository.</summary>
internal sealed class GitRepository
{
    private GitRepository(GitCommand git, string? topLevel, string commonDirectory, bool isShallow, int idLength)
    {
        Git = git;
        TopLevel = topLevel;
        CommonDirectory = commonDirectory;
        IsShallow = isShallow;
        IdLength = idLength;
    }

    /// <summary>Runs git at the top level, or in the repository's folder where there is no working tree.</summary>
    public GitCommand Git { get; }

    /// <summary>Top level of the working tree; null in a bare repository.</summary>
    public string? TopLevel { get; }

    /// <summary>The folder that all working trees of the repository share.</summary>
    public string CommonDirectory { get; }

    /// <summary>Whether the history was cut off when it was cloned.</summary>
    public bool IsShallow { get; }

    /// <summary>Length of a full object id: 40, or 64 in a SHA-256 repository.</summary>
    public int IdLength { get; }

    /// <exception cref="PerfGateException">There is no repository, or git refuses to open it.</exception>
    public static async Task<GitRepository> OpenAsync(GitCommand git, CancellationToken cancellationToken)
    {
        // The last question fails where there is no working tree; what was asked before it is answered all the same.
        var output = await git.TryRunAsync(
            [
                "rev-parse", "--is-shallow-repository", "--show-object-format", "--path-format=absolute", "--git-common-dir",
                "--is-inside-work-tree", "--show-toplevel",
            ],
            cancellationToken);
        var lines = output.Text.TrimEnd('\n').Split('\n');

        // Paths can hold newlines; the line between the two is looked for.
        var inside = Array.FindIndex(lines, Math.Min(3, lines.Length), line => line is "true" or "false");
        if (inside < 0 || (lines[inside] is "true" && output.ExitCode != 0))
        {
            throw await RepositoryRefusal.ExplainAsync(git, output, cancellationToken);
        }

        var common = Path.GetFullPath(string.Join('\n', lines[2..inside]));
        var top = output.ExitCode == 0 ? Path.GetFullPath(string.Join('\n', lines[(inside + 1)..])) : null;
        return new GitRepository(git.In(top ?? git.WorkingDirectory), top, common, lines[0] is "true", lines[1] is "sha256" ? 64 : 40);
    }

    /// <summary>
    /// A folder's path from the top level, empty for the top level itself. git knows it also where one of the two paths leads through
    /// a link.
    /// </summary>
    public async Task<string> PrefixAsync(string folder, CancellationToken cancellationToken) =>
        (await Git.In(folder).RunAsync(["rev-parse", "--show-prefix"], cancellationToken)).Text.TrimEnd('\n');

    /// <summary>The commit that a revision names.</summary>
    /// <exception cref="PerfGateException">It names none, or one that is not in this clone.</exception>
    public async Task<GitCommit> ResolveAsync(string revision, CancellationToken cancellationToken)
    {
        if (await FindAsync(revision, cancellationToken) is { } commit) return commit;
        if (string.Equals(revision, "HEAD", StringComparison.Ordinal))
        {
            throw new PerfGateException(
                ErrorCode.UnknownRevision, revision, "The repository has no commits yet.", "Commit something first.");
        }

        // What is reckoned from another commit has no name that a remote knows.
        var one = revision.AsSpan().ContainsAny('~', '^') ? "more of it with 'git fetch --deepen=10'" : $"the commit with 'git fetch --depth=1 origin {revision}'";
        var next = IsShallow
            ? $"The history here is shallow: fetch {one}, or all of it with "
                + "'git fetch --unshallow' (in GitHub Actions: 'fetch-depth: 0' at actions/checkout)."
            : "Check the spelling; if it is on the remote only, run 'git fetch' first and name a remote branch as 'origin/…'.";
        throw new PerfGateException(ErrorCode.UnknownRevision, revision, "No commit of this repository has that name.", next);
    }

    /// <summary>
    /// The full id of the commit that a revision names; a full id stands for itself, also where the commit is not in this clone.
    /// </summary>
    /// <exception cref="PerfGateException">The revision names no commit and is no full id.</exception>
    public async Task<string> IdAsync(string revision, CancellationToken cancellationToken) =>
        IsFullId(revision) ? revision : (await ResolveAsync(revision, cancellationToken)).Id;

    /// <summary>Whether an object of this repository could have that id.</summary>
    public bool IsFullId(string text) => text.Length == IdLength && GitId.IsFull(text);

    /// <summary>The commit that a revision names, or null where it names none that is in this clone.</summary>
    public async Task<GitCommit?> FindAsync(string revision, CancellationToken cancellationToken)
    {
        // No ref begins with a dash; git would take such a revision for an option.
        if (revision.Length == 0 || revision[0] is '-') return null;
        var named = await Git.TryRunAsync(["rev-parse", "--verify", "--quiet", revision], cancellationToken);
        if (named.ExitCode != 0) return null;
        var id = named.Text.Trim();

        // git takes every full id for a name, there or not. Answers: "<id> <type> <size>", or "<name> missing".
        var request = Encoding.ASCII.GetBytes($"{id}^{{commit}}\n{id}^{{tree}}\n");
        var answers = await Git.TryRunAsync(["cat-file", "--batch-check"], cancellationToken, request);
        var fields = answers.Text.Split('\n').Select(line => line.Split(' ')).ToArray();
        return fields is [[var commit, "commit", _], [var tree, "tree", _], ..] ? new GitCommit(commit, tree) : null;
    }

    public async Task<GitHead> HeadAsync(CancellationToken cancellationToken)
    {
        var symbolic = await Git.TryRunAsync(["symbolic-ref", "--quiet", "HEAD"], cancellationToken);
        return new GitHead(await FindAsync("HEAD", cancellationToken), symbolic.ExitCode == 0 ? symbolic.Text.TrimEnd('\n') : null);
    }

    /// <summary>How the working tree differs from HEAD; a bare repository has none and never differs.</summary>
    public async Task<GitChanges> ChangesAsync(CancellationToken cancellationToken)
    {
        if (TopLevel is null) return new GitChanges([], []);
        var output = await Git.RunAsync(["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal"], cancellationToken);
        var entries = output.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return new GitChanges(
            [.. entries.Where(entry => !IsUntracked(entry)).Select(entry => entry[3..])],
            [.. entries.Where(IsUntracked).Select(entry => entry[3..])]);

        static bool IsUntracked(string entry) => entry.StartsWith("?? ", StringComparison.Ordinal);
    }

    /// <summary>The best common ancestor of two commits, or null where this clone knows none.</summary>
    public async Task<string?> MergeBaseAsync(string first, string second, CancellationToken cancellationToken)
    {
        string[] arguments = ["merge-base", first, second];
        var output = await Git.TryRunAsync(arguments, cancellationToken);
        return output.ExitCode switch
        {
            0 => output.Text.Trim(),
            1 => null,
            _ => throw Git.Failed(arguments, output),
        };
    }

    /// <summary>A commit's parents as the commit itself names them, also where a shallow clone leaves them out.</summary>
    public async Task<ImmutableArray<string>> ParentsAsync(string commit, CancellationToken cancellationToken)
    {
        var output = await Git.RunAsync(["cat-file", "commit", commit], cancellationToken);
        return
        [
            .. output.Text.Split('\n')
                .TakeWhile(line => line.Length > 0)
                .Where(line => line.StartsWith("parent ", StringComparison.Ordinal))
                .Select(line => line["parent ".Length..]),
        ];
    }

    /// <summary>When a commit was made.</summary>
    public async Task<DateTimeOffset> CommitTimeAsync(string commit, CancellationToken cancellationToken)
    {
        var output = await Git.RunAsync(["log", "-1", "--no-show-signature", "--format=%ct", commit], cancellationToken);
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(output.Text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>First parent of HEAD when HEAD is a merge, which is what CI checks out for a pull request; else null.</summary>
    public async Task<string?> FirstParentOfMergeAsync(CancellationToken cancellationToken) =>
        await FindAsync("HEAD", cancellationToken) is { } head && await ParentsAsync(head.Id, cancellationToken) is [var first, _, ..]
            ? first
            : null;
}
