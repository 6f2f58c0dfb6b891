using System.Globalization;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Baselines;

/// <summary>
/// The remote's end of the ref: the only place that talks to another machine. Each call has a limit, and none writes anything of the
/// user's: no FETCH_HEAD, no tag, no tracking branch, no shallow border, no configuration.
/// </summary>
/// <param name="repository">This end.</param>
/// <param name="source">Where it is fetched from, by the remote's name.</param>
/// <param name="target">Where it is pushed to: the same, or the other address that the remote has for that.</param>
/// <param name="limit">Longest that a single call may take.</param>
internal sealed class BaselineRemote(GitRepository repository, RemoteEnd source, RemoteEnd target, TimeSpan limit)
{
    public string Name => source.Name;

    public RemoteEnd Source => source;

    /// <summary>A lease holds only where what is looked at is what is pushed to.</summary>
    public RemoteEnd Target => target;

    /// <param name="repository">This end.</param>
    /// <param name="named">The remote that the user named; else origin, or the only one.</param>
    /// <param name="limit">Longest that a single call may take.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null where nobody named one and there is none.</returns>
    /// <exception cref="PerfGateException">There is no such remote, or it is not clear which one is meant.</exception>
    public static async Task<BaselineRemote?> FindAsync(
        GitRepository repository, string? named, TimeSpan limit, CancellationToken cancellationToken)
    {
        var remotes = await NamesAsync(repository, cancellationToken);
        var name = named ?? (remotes.Contains("origin", StringComparer.Ordinal) ? "origin" : remotes is [var only] ? only : null);
        if (name is null && remotes.Length == 0) return null;
        if (name is null || !remotes.Contains(name, StringComparer.Ordinal))
        {
            var text = named is null ? "there are several remotes, and none is called origin" : "there is no remote of that name";
            var next = remotes.Length == 0 ? "Add one with 'git remote add'." : $"Name one with --remote: {string.Join(", ", remotes)}.";
            throw new PerfGateException(ErrorCode.NoRemote, named ?? repository.CommonDirectory, text, next);
        }

        var fetching = (await repository.Git.RunAsync(["ls-remote", "--get-url", name], cancellationToken)).Text.TrimEnd('\n');

        // git does not answer for a remote that stands in the configuration of all repositories.
        var answer = await repository.Git.TryRunAsync(["remote", "get-url", "--push", name], cancellationToken);
        var pushing = answer.ExitCode == 0 ? answer.Text.TrimEnd('\n') : fetching;
        var source = new RemoteEnd(name, fetching);
        var target = string.Equals(pushing, fetching, StringComparison.Ordinal) ? source : new RemoteEnd(pushing, pushing);
        return new BaselineRemote(repository, source, target, limit);
    }

    /// <summary>Commit that the ref points to at an end; null when it has none.</summary>
    /// <exception cref="PerfGateException">It does not answer.</exception>
    public async Task<string?> TipAsync(RemoteEnd end, CancellationToken cancellationToken)
    {
        var output = await CallAsync(["ls-remote", "--refs", end.Name, BaselineStore.Ref], cancellationToken);
        if (output.ExitCode != 0) throw NotReached(output);

        // The pattern also finds refs that end like this one.
        return output.Text.Split('\n').Select(line => line.Split('\t')).FirstOrDefault(fields => fields is [_, BaselineStore.Ref])?[0];
    }

    /// <summary>
    /// Brings the notes of an end into <see cref="RemoteEnd.Fetched"/>. The empty map keeps refs that the user's own rules would update as
    /// they are; without "no filter" a partial clone would get no contents now and ask for them one by one later.
    /// </summary>
    /// <exception cref="PerfGateException">It does not answer.</exception>
    public async Task FetchAsync(RemoteEnd end, CancellationToken cancellationToken)
    {
        var output = await CallAsync(
            [
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--no-filter",
                "--no-prune",
                "--no-write-commit-graph", "--refmap=", end.Name, $"+{BaselineStore.Ref}:{end.Fetched}",
            ],
            cancellationToken);
        if (output.ExitCode != 0) throw NotReached(output);
    }

    /// <summary>Moves the remote's ref, if it still is where it was seen. A mirror would push all refs instead.</summary>
    /// <param name="commit">Where to.</param>
    /// <param name="seen">Where it was seen; null when it was not there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ProcessOutput> PushAsync(string commit, string? seen, CancellationToken cancellationToken) => CallAsync(
        [
            "-c", $"remote.{source.Name}.mirror=false",
            "push", "--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no",
            $"--force-with-lease={BaselineStore.Ref}:{seen}", target.Name, $"{commit}:{BaselineStore.Ref}",
        ],
        cancellationToken);

    /// <summary>
    /// The remotes that lead somewhere. The configuration of all repositories may say how a remote is fetched that this one does not
    /// have; 'git remote' lists that one too.
    /// </summary>
    private static async Task<string[]> NamesAsync(GitRepository repository, CancellationToken cancellationToken)
    {
        // One "remote.<name>.url" a line; the exit code says only whether there is any.
        string[] arguments = ["config", "--name-only", "--get-regexp", @"^remote\..+\.url$"];
        var listed = await repository.Git.TryRunAsync(arguments, cancellationToken);
        return
        [
            .. listed.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(key => key["remote.".Length..^".url".Length])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Verb(IEnumerable<string> arguments) => arguments.First(argument => argument is "ls-remote" or "fetch" or "push");

    private async Task<ProcessOutput> CallAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            return await repository.Git.TryRunAsync(arguments, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PerfGateException(
                ErrorCode.RemoteSilent,
                Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the remote was given up: 'git {Verb(arguments)}' took longer than {limit.TotalSeconds:0.#} s"),
                "Try again later, or allow more with --remote-timeout TIME. What was recorded here is kept; "
                    + "'dotnet perfgate baseline push' shares it.");
        }
    }

    private PerfGateException NotReached(ProcessOutput output) => new(
        ErrorCode.RemoteNotReached,
        Name,
        $"the remote could not be read: {GitCommand.LastLines(output)}",
        "Check its address ('git remote -v'), the network, and the credentials: whoever may read the repository may read its baselines.");
}
