using System.Net;
using System.Net.Sockets;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Tests.Baselines;

namespace PerfGate.Tool.Tests.Git;

public sealed class TemporaryWorktreeTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task It_holds_the_commit_and_leaves_nothing_behind()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var first = await sandbox.CommitAsync("datei ä.txt", "old");
        await sandbox.CommitAsync("datei ä.txt", "new");
        var hook = Path.Combine(sandbox.Path, ".git", "hooks", "post-checkout");
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\ntouch '{sandbox.Root}/hook was run'\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(hook, (UnixFileMode)0b111_101_101);
        var repository = await sandbox.OpenAsync();
        string directory;

        await using (var worktree = await CreateAsync(repository, first))
        {
            directory = worktree.Directory;
            (await File.ReadAllTextAsync(Path.Combine(directory, "datei ä.txt"))).ShouldBe("old");
            worktree.SubmoduleFailure.ShouldBeNull();
            await File.WriteAllTextAsync(Path.Combine(directory, "build output"), "");
            (await (await GitRepository.OpenAsync(repository.Git.In(directory), None)).HeadAsync(None)).Commit!.Id.ShouldBe(first);
        }

        Directory.Exists(Path.GetDirectoryName(directory)).ShouldBeFalse();
        (await WorktreesAsync(sandbox)).ShouldHaveSingleItem();
        Markers(sandbox).ShouldBeEmpty();
        (await repository.ChangesAsync(None)).IsDirty.ShouldBeFalse();
        File.Exists(Path.Combine(sandbox.Root, "hook was run")).ShouldBeFalse();
    }

    [Fact]
    public async Task It_works_in_a_bare_repository_and_from_a_linked_working_tree()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync("file.txt");
        var linked = Path.Combine(sandbox.Root, "linked");
        await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", linked);
        await sandbox.MoveToCloneAsync("--bare");
        var bare = sandbox.Path;

        foreach (var path in new[] { linked, bare })
        {
            sandbox.MoveTo(path);
            await using var worktree = await CreateAsync(await sandbox.OpenAsync(), commit);
            File.Exists(Path.Combine(worktree.Directory, "file.txt")).ShouldBeTrue(path);
        }
    }

    [Fact]
    public async Task A_commit_that_cannot_be_checked_out_is_an_error_and_leaves_nothing_behind()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var repository = await sandbox.OpenAsync();

        var error = await Should.ThrowAsync<PerfGateException>(CreateAsync(repository, new string('1', 40)));

        error.Code.ShouldBe(ErrorCode.GitFailed);
        Markers(sandbox).ShouldBeEmpty();
    }

    /// <summary>The states that a run leaves when it is killed: its marker is there, and nobody holds it.</summary>
    [Theory]
    [InlineData("before anything was written to the marker")]
    [InlineData("before git began")]
    [InlineData("while git was checking out")]
    [InlineData("while git had no record yet")]
    [InlineData("while measuring")]
    [InlineData("after the folder was deleted")]
    public async Task What_a_killed_run_left_is_removed_by_the_next(string killed)
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var repository = await sandbox.OpenAsync();
        var name = "perfgate-" + Guid.NewGuid().ToString("N")[..12];
        var stale = Path.Combine(Path.GetTempPath(), name);
        var tree = Path.Combine(stale, name);
        var record = Path.Combine(repository.CommonDirectory, "worktrees", name);
        var markers = Directory.CreateDirectory(Path.Combine(repository.CommonDirectory, "perfgate", "worktrees")).FullName;
        var marker = Path.Combine(markers, name);
        await File.WriteAllTextAsync(marker, killed == "before anything was written to the marker" ? "" : stale);
        switch (killed)
        {
            case "while git was checking out":
                await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", tree);
                await File.WriteAllTextAsync(Path.Combine(record, "locked"), "initializing");
                break;
            case "while git had no record yet":
                Directory.CreateDirectory(tree);
                Directory.CreateDirectory(record);
                break;
            case "while measuring":
                await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", tree);
                await File.WriteAllTextAsync(Path.Combine(tree, "build output"), "");
                break;
            case "after the folder was deleted":
                await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", tree);
                Directory.Delete(stale, recursive: true);
                break;
        }

        await using (await CreateAsync(repository, commit))
        {
            Directory.Exists(stale).ShouldBeFalse();
            Directory.Exists(record).ShouldBeFalse();
            File.Exists(marker).ShouldBeFalse();
            (await WorktreesAsync(sandbox)).Length.ShouldBe(2);
        }
    }

    [Fact]
    public async Task Working_trees_of_others_and_of_live_runs_are_never_removed()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var repository = await sandbox.OpenAsync();
        var unmarked = Path.Combine(sandbox.Root, "perfgate-0123456789ab");
        await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", unmarked);
        var unmounted = Path.Combine(sandbox.Root, "unmounted");
        await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", unmounted);
        Directory.Move(unmounted, unmounted + " now");
        await using var live = await CreateAsync(repository, commit);

        // A marker that was tampered with: its folder is not one of the marker's own name.
        await File.WriteAllTextAsync(Path.Combine(repository.CommonDirectory, "perfgate", "worktrees", "perfgate-tampered"), sandbox.Path);

        await (await CreateAsync(repository, commit)).DisposeAsync();

        Directory.Exists(live.Directory).ShouldBeTrue();
        Directory.Exists(unmarked).ShouldBeTrue();
        File.Exists(Path.Combine(sandbox.Path, "datei ä.txt")).ShouldBeTrue();
        (await WorktreesAsync(sandbox)).Length.ShouldBe(4);
    }

    [Fact]
    public async Task Initialised_submodules_are_checked_out_without_a_change_to_the_users_configuration()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        using var inner = await GitSandbox.CreateAsync();
        await inner.CommitAsync("inner.txt");
        await sandbox.GitAsync("submodule", "--quiet", "add", inner.Path, "used");
        await sandbox.GitAsync("submodule", "--quiet", "add", inner.Path, "unused");
        var commit = await sandbox.CommitAsync();
        await sandbox.GitAsync("submodule", "--quiet", "deinit", "unused");
        var config = Path.Combine(sandbox.Path, ".git", "config");
        var before = await File.ReadAllTextAsync(config);
        var repository = await sandbox.OpenAsync();

        await using (var worktree = await CreateAsync(repository, commit))
        {
            worktree.SubmoduleFailure.ShouldBeNull();
            File.Exists(Path.Combine(worktree.Directory, "used", "inner.txt")).ShouldBeTrue();
            File.Exists(Path.Combine(worktree.Directory, "unused", "inner.txt")).ShouldBeFalse();
        }

        (await File.ReadAllTextAsync(config)).ShouldBe(before);
        (await WorktreesAsync(sandbox)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_commit_of_a_submodule_that_is_here_needs_no_remote()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        using var inner = await GitSandbox.CreateAsync();
        await inner.CommitAsync("inner.txt");
        await sandbox.GitAsync("submodule", "--quiet", "add", inner.Path, "sub.module");
        var here = Path.Combine(sandbox.Path, "sub.module");
        await File.WriteAllTextAsync(Path.Combine(here, "unpushed.txt"), "");
        await sandbox.GitAsync("-C", here, "add", "unpushed.txt");
        await sandbox.GitAsync("-C", here, "commit", "--quiet", "--message", "unpushed");
        var commit = await sandbox.CommitAsync("file.txt");
        var gone = Path.Combine(sandbox.Root, "gone");
        await sandbox.GitAsync("config", "submodule.sub.module.url", gone);

        await using var worktree = await CreateAsync(await sandbox.OpenAsync(), commit);

        worktree.SubmoduleFailure.ShouldBeNull();
        var there = Path.Combine(worktree.Directory, "sub.module");
        File.Exists(Path.Combine(there, "unpushed.txt")).ShouldBeTrue();
        (await sandbox.GitAsync("-C", there, "remote", "get-url", "origin")).ShouldBe(gone);
        (await sandbox.GitAsync("config", "submodule.sub.module.url")).ShouldBe(gone);
    }

    [Fact]
    public async Task A_submodule_that_cannot_be_fetched_is_told_and_does_not_stop_the_rest()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        using var inner = await GitSandbox.CreateAsync();
        await inner.CommitAsync("inner.txt");
        await sandbox.GitAsync("submodule", "--quiet", "add", inner.Path, "sub");
        var commit = await sandbox.CommitAsync("file.txt");
        TakeAwayStore(sandbox);
        await sandbox.GitAsync("config", "submodule.sub.url", Path.Combine(sandbox.Root, "gone"));

        await using var worktree = await CreateAsync(await sandbox.OpenAsync(), commit);

        worktree.SubmoduleFailure.ShouldNotBeNull().ShouldContain("gone");
        File.Exists(Path.Combine(worktree.Directory, "file.txt")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_submodule_whose_remote_is_silent_is_given_up()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        using var inner = await GitSandbox.CreateAsync();
        await inner.CommitAsync("inner.txt");
        await sandbox.GitAsync("submodule", "--quiet", "add", inner.Path, "sub");
        var commit = await sandbox.CommitAsync("file.txt");
        TakeAwayStore(sandbox);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await sandbox.GitAsync("config", "submodule.sub.url", $"git://{silent.LocalEndpoint}/sub");

        await using var worktree = await TemporaryWorktree.CreateAsync(
            await sandbox.OpenAsync(), commit, TimeProvider.System, None, submoduleLimit: TimeSpan.FromSeconds(2));

        worktree.SubmoduleFailure.ShouldNotBeNull().ShouldEndWith("'git submodule update' took longer than 2 s.");
        File.Exists(Path.Combine(worktree.Directory, "file.txt")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_marker_that_may_not_be_opened_is_left_to_whom_it_belongs()
    {
        if (OperatingSystem.IsWindows()) return;
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var repository = await sandbox.OpenAsync();
        var markers = Directory.CreateDirectory(Path.Combine(repository.CommonDirectory, "perfgate", "worktrees")).FullName;
        var marker = Path.Combine(markers, "perfgate-0123456789ab");
        await File.WriteAllTextAsync(marker, Path.Combine(Path.GetTempPath(), "perfgate-0123456789ab"));
        File.SetUnixFileMode(marker, UnixFileMode.UserRead);

        // Modes do not stop root, but a marker that nobody may change does.
        if (Environment.IsPrivilegedProcess && !Mounts.Run("chattr", "+i", marker)) return;
        try
        {
            await using var worktree = await CreateAsync(repository, commit);

            Directory.Exists(worktree.Directory).ShouldBeTrue();
            File.Exists(marker).ShouldBeTrue();
        }
        finally
        {
            if (Environment.IsPrivilegedProcess) Mounts.Run("chattr", "-i", marker);
        }
    }

    private static Task<TemporaryWorktree> CreateAsync(GitRepository repository, string commit) =>
        TemporaryWorktree.CreateAsync(repository, commit, TimeProvider.System, None);

    private static async Task<string[]> WorktreesAsync(GitSandbox sandbox) =>
    [
        .. (await sandbox.GitAsync("worktree", "list", "--porcelain"))
            .Split('\n')
            .Where(line => line.StartsWith("worktree ", StringComparison.Ordinal)),
    ];

    private static string[] Markers(GitSandbox sandbox) => Directory.GetFiles(Path.Combine(sandbox.Path, ".git", "perfgate", "worktrees"));

    // What is in it needs no remote.
    private static void TakeAwayStore(GitSandbox sandbox)
    {
        var store = Path.Combine(sandbox.Path, ".git", "modules", "sub");
        Directory.Move(store, store + ".away");
    }
}
