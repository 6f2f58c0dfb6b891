namespace PerfGate.Tool.Git;

/// <summary>
/// A submodule whose wanted commit lies in this clone already. Taking it from there needs neither the network nor anybody's password, and
/// finds a commit that was never pushed.
/// </summary>
/// <param name="Name">Its name in .gitmodules.</param>
/// <param name="Path">Where it is checked out, from the top level.</param>
/// <param name="Address">Where its commits come from, as the user's configuration says.</param>
/// <param name="Store">The repository below .git that holds them.</param>
internal sealed record KnownSubmodule(string Name, string Path, string Address, string Store)
{
    /// <summary>Finds those of a checkout that the user has initialised.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="checkout">Top level of a checkout of the commit that says what is wanted.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public static async Task<IReadOnlyList<KnownSubmodule>> FindAsync(
        GitRepository repository, string checkout, CancellationToken cancellationToken)
    {
        var git = repository.Git.In(checkout);
        var addresses = await EntriesAsync(["--get-regexp", @"^submodule\..*\.url$"]);
        var paths = await EntriesAsync(["--file", ".gitmodules", "--get-regexp", @"^submodule\..*\.path$"]);
        var known = new List<KnownSubmodule>();
        foreach (var (name, address) in addresses)
        {
            var store = System.IO.Path.Combine(repository.CommonDirectory, "modules", name);
            if (!paths.TryGetValue(name, out var path) || !IsPlain(name) || !Directory.Exists(store)) continue;
            var wanted = await git.TryRunAsync(["rev-parse", "--verify", "--quiet", $"HEAD:{path}"], cancellationToken);
            if (wanted.ExitCode != 0) continue;
            var held = await repository.Git.In(store).TryRunAsync(["cat-file", "-e", wanted.Text.Trim()], cancellationToken);
            if (held.ExitCode == 0) known.Add(new KnownSubmodule(name, path, address, store));
        }

        return known;

        // A name may have dots in it; the key ends with the one before url or path.
        async Task<Dictionary<string, string>> EntriesAsync(string[] arguments)
        {
            var listed = await git.TryRunAsync(["config", "--null", .. arguments], cancellationToken);
            return listed.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(entry => entry.Split('\n', 2))
                .Where(entry => entry.Length == 2)
                .GroupBy(entry => entry[0]["submodule.".Length..entry[0].LastIndexOf('.')], entry => entry[1], StringComparer.Ordinal)
                .ToDictionary(entries => entries.Key, entries => entries.Last(), StringComparer.Ordinal);
        }
    }

    // What could lead out of the folder of stores, or end the key that it becomes a part of.
    private static bool IsPlain(string name) => !name.Contains("..", StringComparison.Ordinal) && !name.Contains('=', StringComparison.Ordinal);
}
