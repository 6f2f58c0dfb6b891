using System.Globalization;
using System.Text;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Git;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Baselines;

/// <summary>What came of meeting the remote.</summary>
/// <param name="Tip">Commit that the remote's ref points to now; null when it has none.</param>
/// <param name="Pushed">Whether it was moved.</param>
/// <param name="Tries">How often a push was tried.</param>
internal sealed record SyncResult(string? Tip, bool Pushed, int Tries);

/// <summary>
/// Brings this clone's baselines and the remote's together: what was written elsewhere is fetched, what was added or taken away here
/// since the remote was last seen is put on top of it, and the remote's ref is moved only from where it was seen. Whoever is overtaken
/// starts over.
/// </summary>
internal sealed class BaselineSync(GitRepository repository, BaselineStore store, BaselineRemote remote, TimeProvider time)
{
    private const int Attempts = 40;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);

    /// <summary>What this clone has known of a remote up to now: what is here and not there any more was taken away elsewhere.</summary>
    /// <param name="Before">What it last took over from there; null where it never met it.</param>
    /// <param name="ByOtherAddress">The same of the remote's other address, where that leads to the same repository.</param>
    private sealed record Seen(string? Before, string? ByOtherAddress = null);

    /// <summary>How long a ref is watched after a refused push: whoever was faster may not have let go of it yet.</summary>
    private static readonly TimeSpan[] Looks =
        [TimeSpan.Zero, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(800)];

    /// <summary>Gets the remote's baselines, and keeps what only this clone has.</summary>
    public async Task<SyncResult> FetchAsync(CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken);
        return new SyncResult(await MeetAsync(remote.Source, cancellationToken), Pushed: false, 0);
    }

    /// <summary>Looks at what this clone would hold after it met the remote that it pushes to; neither ref is moved.</summary>
    /// <param name="look">Given the notes as they would be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<T> PreviewAsync<T>(Func<ObjectReader, BaselineSnapshot, Task<T>> look, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken);
        var (seen, there) = await SeeAsync(remote.Target, cancellationToken);
        var tip = await TipAsync(BaselineStore.Ref, cancellationToken);
        if (there is not null)
        {
            await using var here = ObjectReader.Open(repository.Git, cancellationToken);
            var local = await BaselineSnapshot.ReadAsync(here, BaselineStore.Ref, repository.IdLength);
            tip = await OnTopAsync(here, local, seen, there, cancellationToken);
        }

        // A process of its own finds what has just been written.
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        return await look(
            objects, tip is null ? BaselineSnapshot.Empty : await BaselineSnapshot.ReadAsync(objects, tip, repository.IdLength));
    }

    /// <summary>Shares what this clone has.</summary>
    /// <param name="cancellationToken">Ends it; the remote has all of it or nothing then.</param>
    /// <param name="rewrite">Makes another commit of the notes, which replaces them here and there, or says by null that nothing is to be
    /// moved; by default they are shared as they are.</param>
    /// <exception cref="PerfGateException">The remote does not answer, refuses, or was written to by others all the time.</exception>
    public async Task<SyncResult> PushAsync(
        CancellationToken cancellationToken, Func<ObjectReader, BaselineSnapshot, Task<string?>>? rewrite = null)
    {
        using var held = await LockAsync(cancellationToken);
        var start = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var seen = await MeetAsync(remote.Target, cancellationToken);
            var local = await TipAsync(BaselineStore.Ref, cancellationToken);
            var commit = rewrite is null || local is null ? local : await RewriteAsync(rewrite, local, cancellationToken);
            if (commit is null
                || string.Equals(commit, seen, StringComparison.Ordinal)) return new SyncResult(seen, Pushed: false, attempt - 1);

            var output = await remote.PushAsync(commit, seen, cancellationToken);
            if (output.ExitCode == 0)
            {
                if (rewrite is not null) await FollowAsync(new Seen(local), commit, cancellationToken);
                await RememberAsync(remote.Target, commit, cancellationToken);
                return new SyncResult(commit, Pushed: true, attempt);
            }

            if (!await HasMovedAsync(seen, cancellationToken)) throw Refused(output);
            if (attempt == Attempts || time.GetElapsedTime(start) > Budget) throw Overtaken(attempt);
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(20, 150 * Math.Min(attempt, 8))), time, cancellationToken);
        }
    }

    /// <summary>Fetches where the remote has moved, and puts what only this clone has on top of it.</summary>
    private async Task<string?> MeetAsync(RemoteEnd end, CancellationToken cancellationToken)
    {
        var (seen, there) = await SeeAsync(end, cancellationToken);
        if (there is null)
        {
            // What this clone has is all there is, and goes back as it is.
            if (seen.Before is not null) await repository.Git.RunAsync(["update-ref", "-d", end.Mirror], cancellationToken);
            return null;
        }

        await FollowAsync(seen, there, cancellationToken);
        if (!string.Equals(there, seen.Before, StringComparison.Ordinal)) await RememberAsync(end, there, cancellationToken);
        return there;
    }

    /// <summary>What the remote had when this clone last took it over, and what it has now, which is fetched where it is another.</summary>
    private async Task<(Seen Seen, string? There)> SeeAsync(RemoteEnd end, CancellationToken cancellationToken)
    {
        var before = await TipAsync(end.Mirror, cancellationToken);
        var there = await remote.TipAsync(end, cancellationToken);
        if (there is null || string.Equals(there, before, StringComparison.Ordinal)) return (new Seen(before), there);
        await remote.FetchAsync(end, cancellationToken);
        there = await TipAsync(end.Fetched, cancellationToken) ?? throw new PerfGateException(
            ErrorCode.BaselineUnreadable,
            remote.Name,
            $"{BaselineStore.Ref} of the remote points to no commit, so that these are no baselines",
            $"Whoever may write there has to remove it: git push {remote.Name} :{BaselineStore.Ref}");
        return (new Seen(before, await AtOtherEndAsync(end, there, cancellationToken)), there);
    }

    /// <summary>
    /// What was seen of the same repository by its other address; null where the other address leads elsewhere, or is not reached. Both
    /// having the same now is what shows it.
    /// </summary>
    private async Task<string?> AtOtherEndAsync(RemoteEnd end, string there, CancellationToken cancellationToken)
    {
        var other = end == remote.Source ? remote.Target : remote.Source;
        if (other == end || await TipAsync(other.Mirror, cancellationToken) is not { } seen) return null;
        try
        {
            return string.Equals(await remote.TipAsync(other, cancellationToken), there, StringComparison.Ordinal) ? seen : null;
        }
        catch (PerfGateException)
        {
            return null;
        }
    }

    /// <summary>
    /// Remembers what this clone has taken over. It comes last: whoever is killed before it meets the remote once more, while a mirror
    /// that is ahead would make additions of this clone of what was pruned elsewhere. What was fetched moves along, as it would keep
    /// the old records.
    /// </summary>
    private Task<ProcessOutput> RememberAsync(RemoteEnd end, string commit, CancellationToken cancellationToken) =>
        repository.Git.RunAsync(
            ["update-ref", "--no-deref", "--stdin"],
            cancellationToken,
            Encoding.ASCII.GetBytes($"update {end.Fetched} {commit}\nupdate {end.Mirror} {commit}\n"));

    /// <summary>Moves this clone's ref onto the remote's, with what was changed here since the remote was last seen.</summary>
    private Task<(string Tip, bool Changed)> FollowAsync(Seen seen, string there, CancellationToken cancellationToken) =>
        store.ChangeAsync(
            (objects, local) => OnTopAsync(objects, local, seen, there, cancellationToken), "follow the remote", cancellationToken);

    /// <summary>A commit of what the remote has with what was changed here since it was last seen.</summary>
    private async Task<string> OnTopAsync(
        ObjectReader objects, BaselineSnapshot local, Seen seen, string there, CancellationToken cancellationToken)
    {
        var before = seen.Before;
        if (local.Tip is null || string.Equals(local.Tip, there, StringComparison.Ordinal)) return there;
        if (await IsAncestorAsync(there, local.Tip, cancellationToken)) return local.Tip;
        var known = before is null ? BaselineSnapshot.Empty : await BaselineSnapshot.ReadAsync(objects, before, repository.IdLength);
        var added = await BaselineMerge.AddedAsync(objects, local, known);
        if (seen.ByOtherAddress is { } other)
        {
            added = await BaselineMerge.ExceptAsync(
                objects, added, await BaselineSnapshot.ReadAsync(objects, other, repository.IdLength));
        }

        // Only a ref that grew out of what was known has lost what it does not hold; one that was put there from elsewhere never had it.
        var removed = before is not null && await IsAncestorAsync(before, local.Tip, cancellationToken)
            ? await BaselineMerge.RemovedAsync(objects, local, known)
            : new Dictionary<string, BaselineNote>(StringComparer.Ordinal);
        var target = await BaselineSnapshot.ReadAsync(objects, there, repository.IdLength);
        var changed = await BaselineMerge.ChangeAsync(objects, target, added, removed);
        return changed.Count == 0
            ? there
            : await store.CommitAsync(target, changed, Message(changed, added.Count > 0), cancellationToken);
    }

    private async Task<string?> RewriteAsync(
        Func<ObjectReader, BaselineSnapshot, Task<string?>> rewrite, string local, CancellationToken cancellationToken)
    {
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        return await rewrite(objects, await BaselineSnapshot.ReadAsync(objects, local, repository.IdLength));
    }

    private async Task<bool> HasMovedAsync(string? seen, CancellationToken cancellationToken)
    {
        foreach (var pause in Looks)
        {
            await Task.Delay(pause, time, cancellationToken);
            if (!string.Equals(await remote.TipAsync(remote.Target, cancellationToken), seen, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private async Task<bool> IsAncestorAsync(string commit, string of, CancellationToken cancellationToken) =>
        (await repository.Git.TryRunAsync(["merge-base", "--is-ancestor", commit, of], cancellationToken)).ExitCode == 0;

    private async Task<string?> TipAsync(string refName, CancellationToken cancellationToken)
    {
        var output = await repository.Git.TryRunAsync(["rev-parse", "--verify", "--quiet", $"{refName}^{{commit}}"], cancellationToken);
        return output.ExitCode == 0 ? output.Text.Trim() : null;
    }

    /// <summary>Longer than a call to a remote that hangs takes to be given up.</summary>
    private async Task<FileLock> LockAsync(CancellationToken cancellationToken)
    {
        var held = await store.LockAsync("remote.lock", TimeSpan.FromMinutes(10), cancellationToken);

        // Nobody else writes these, so what locks them was left by a git that was killed.
        string[] own = [remote.Source.Mirror, remote.Source.Fetched, remote.Target.Mirror, remote.Target.Fetched];
        foreach (var refName in own) new LeftoverLock(repository, refName, time).Remove();
        return held;
    }

    private static string Message(Dictionary<string, BaselineNote> notes, bool adds)
    {
        var verb = adds ? "Record" : "Forget";
        return notes.Count == 1
            ? $"{verb} the baseline of {notes.Keys.Single()}\n"
            : string.Create(CultureInfo.InvariantCulture, $"{verb} the baselines of {notes.Count} commits\n");
    }

    private PerfGateException Refused(ProcessOutput output) => new(
        ErrorCode.PushRefused,
        remote.Name,
        $"the remote refuses baselines: {GitCommand.LastLines(output)}",
        $"Grant the right to write {BaselineStore.Ref}: in GitHub Actions 'permissions: contents: write' for the job "
            + "(a pull request from a fork cannot have it), "
            + "elsewhere write access to the repository and no rule that protects refs/notes/*. What was recorded here is kept.");

    private PerfGateException Overtaken(int tries) => new(
        ErrorCode.PushOvertaken,
        remote.Name,
        string.Create(CultureInfo.InvariantCulture, $"others wrote baselines all the time: {tries} pushes were overtaken"),
        "Nothing is lost. Push again with 'dotnet perfgate baseline push'.");
}
