using System.Security.Cryptography;
using System.Text;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Suites.Revisions;

/// <summary>Puts the benchmark project of one revision into a checkout of another, so that both run the same benchmark code.</summary>
internal static class BenchmarkTransplant
{
    /// <summary>Replaces a folder of a checkout by what the working tree has there, ignored files left out.</summary>
    /// <param name="repository">The user's repository.</param>
    /// <param name="folder">The folder, from the top level.</param>
    /// <param name="checkout">Top level of the checkout.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public static async Task FromWorkingTreeAsync(
        GitRepository repository, string folder, string checkout, CancellationToken cancellationToken)
    {
        Clear(Path.Combine(checkout, folder));
        await CopyAsync(repository, folder, checkout, cancellationToken);
    }

    /// <summary>Replaces a folder of a checkout by what a revision has there.</summary>
    public static async Task FromRevisionAsync(
        GitRepository repository, string revision, string folder, string checkout, CancellationToken cancellationToken)
    {
        Clear(Path.Combine(checkout, folder));
        await repository.Git.In(checkout).RunAsync(["checkout", "--quiet", revision, "--", folder], cancellationToken);
    }

    /// <summary>Whether a revision has a file.</summary>
    /// <param name="repository">The user's repository.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="path">Path from the top level, with slashes.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public static async Task<bool> HasAsync(
        GitRepository repository, string revision, string path, CancellationToken cancellationToken)
    {
        var found = await repository.Git.TryRunAsync(["cat-file", "-e", $"{revision}:{path}"], cancellationToken);
        return found.ExitCode == 0;
    }

    /// <summary>
    /// The folder from which a file came that a revision has elsewhere: the only one there with a file of that name which the working tree no
    /// longer has. Null where none or several could be meant.
    /// </summary>
    /// <param name="repository">The user's repository.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>Path from the top level, with slashes and one at its end; empty for the top itself.</returns>
    public static async Task<string?> MovedFromAsync(
        GitRepository repository, string revision, string name, CancellationToken cancellationToken)
    {
        var git = repository.Git.In(repository.TopLevel!);
        var listed = await git.RunAsync(["ls-tree", "-r", "-z", "--name-only", revision], cancellationToken);
        var same = listed.Text.Split('\0')
            .Where(path => string.Equals(path[(path.LastIndexOf('/') + 1)..], name, StringComparison.Ordinal))
            .ToList();
        if (same is not [var only] || File.Exists(Path.Combine(repository.TopLevel!, only))) return null;

        // A sparse working tree leaves files out that are still there.
        var indexed = await git.RunAsync(["ls-files", "-t", "-z", "--", $":(literal){only}"], cancellationToken);
        return indexed.Text.StartsWith("S ", StringComparison.Ordinal) ? null : only[..^name.Length];
    }

    /// <summary>Gives a checkout of HEAD what has been changed since, committed or not.</summary>
    public static async Task WithChangesAsync(GitRepository repository, string checkout, CancellationToken cancellationToken)
    {
        foreach (var path in (await repository.ChangesAsync(cancellationToken)).Tracked)
        {
            // What was added is not there, nor perhaps its folder; a submodule is a folder.
            var file = Path.Combine(checkout, path);
            if (File.Exists(file)) File.Delete(file);
        }

        await CopyAsync(repository, ".", checkout, cancellationToken);
    }

    /// <summary>Digest of what a checkout has, ignored files left out: the same for the same sources, in whatever folder.</summary>
    public static async Task<string> DigestAsync(GitRepository repository, string checkout, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in (await ListAsync(repository.Git.In(checkout), ".", cancellationToken)).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(checkout, path);
            if (IsSubmodule(path, file)) digest.AppendData(Encoding.UTF8.GetBytes(await DigestAsync(repository, file, cancellationToken)));
            if (!File.Exists(file)) continue;
            await using var content = File.OpenRead(file);
            digest.AppendData(Encoding.UTF8.GetBytes(path));
            digest.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset())[..16];
    }

    private static async Task<IEnumerable<string>> ListAsync(GitCommand git, string folder, CancellationToken cancellationToken)
    {
        var listed = await git.RunAsync(
            ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", folder], cancellationToken);
        return listed.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
    }

    private static async Task CopyAsync(GitRepository repository, string folder, string checkout, CancellationToken cancellationToken)
    {
        foreach (var path in await ListAsync(repository.Git, folder, cancellationToken))
        {
            var from = Path.Combine(repository.TopLevel!, path);
            var to = Path.Combine(checkout, path);
            if (IsSubmodule(path, from)) await CopySubmoduleAsync(repository, from, to, cancellationToken);

            // Deleted files are still in the index.
            if (!File.Exists(from)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to, overwrite: true);
        }
    }

    // A repository that git does not track is listed with a slash behind it. A folder without its own repository was not checked out.
    private static bool IsSubmodule(string path, string folder) =>
        !path.EndsWith('/') && new DirectoryInfo(folder) is { Exists: true, LinkTarget: null } && Path.Exists(Path.Combine(folder, ".git"));

    // Which commit of it is checked out, and what has been changed in it, is a part of the working tree that HEAD does not know.
    private static async Task CopySubmoduleAsync(
        GitRepository repository, string from, string to, CancellationToken cancellationToken)
    {
        foreach (var entry in Directory.CreateDirectory(to).EnumerateFileSystemInfos().Where(entry => entry.Name != ".git"))
        {
            if (entry is DirectoryInfo { LinkTarget: null } folder) folder.Delete(recursive: true);
            else entry.Delete();
        }

        await CopyAsync(await GitRepository.OpenAsync(repository.Git.In(from), cancellationToken), ".", to, cancellationToken);
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
