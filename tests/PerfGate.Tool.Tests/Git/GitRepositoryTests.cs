using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Tests.Git;

public sealed class GitRepositoryTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_subfolder_belongs_to_the_repository_above_it()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var top = sandbox.Path;
        sandbox.MoveTo(Directory.CreateDirectory(Path.Combine(top, "tief", "unten ü")).FullName);

        var repository = await sandbox.OpenAsync();

        repository.TopLevel.ShouldBe(top);
        (await repository.PrefixAsync(sandbox.Path, None)).ShouldBe("tief/unten ü/");
        (await repository.PrefixAsync(top, None)).ShouldBeEmpty();
        repository.CommonDirectory.ShouldBe(Path.Combine(top, ".git"));
        repository.IsShallow.ShouldBeFalse();
        repository.IdLength.ShouldBe(40);
    }

    [Fact]
    public async Task A_linked_working_tree_shares_the_common_directory()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var linked = Path.Combine(sandbox.Root, "zweiter baum");
        await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", linked);
        var common = Path.Combine(sandbox.Path, ".git");
        sandbox.MoveTo(linked);

        var repository = await sandbox.OpenAsync();

        repository.TopLevel.ShouldBe(linked);
        repository.CommonDirectory.ShouldBe(common);
    }

    [Fact]
    public async Task A_bare_repository_has_no_top_level_and_is_never_dirty()
    {
        using var sandbox = await GitSandbox.CreateAsync("--bare");

        var repository = await sandbox.OpenAsync();

        repository.TopLevel.ShouldBeNull();
        repository.CommonDirectory.ShouldBe(sandbox.Path);
        (await repository.ChangesAsync(None)).IsDirty.ShouldBeFalse();
    }

    [Fact]
    public async Task A_revision_resolves_to_commit_and_tree()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        await sandbox.GitAsync("tag", "-a", "v1", "-m", "annotated");
        var tree = await sandbox.GitAsync("rev-parse", "HEAD^{tree}");
        var repository = await sandbox.OpenAsync();

        foreach (var revision in new[] { "HEAD", "main", "v1", commit, commit[..12], "HEAD@{0}" })
            (await repository.ResolveAsync(revision, None)).ShouldBe(new GitCommit(commit, tree), revision);
    }

    [Theory]
    [InlineData("no-such-branch")]
    [InlineData("")]
    [InlineData("--all")]
    [InlineData("HEAD^{tree}")]
    [InlineData("HEAD\nHEAD")]
    [InlineData("1234567890123456789012345678901234567890")]
    public async Task A_revision_that_names_no_commit_is_PG1008(string revision)
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var repository = await sandbox.OpenAsync();

        var error = await Should.ThrowAsync<PerfGateException>(repository.ResolveAsync(revision, None));

        error.Code.ShouldBe(ErrorCode.UnknownRevision);
        error.Origin.ShouldBe(revision);
    }

    [Fact]
    public async Task A_commit_that_a_shallow_clone_leaves_out_is_explained_with_the_command_that_fetches_it()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var first = await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        await sandbox.MoveToCloneAsync("--depth=1");
        var repository = await sandbox.OpenAsync();
        repository.IsShallow.ShouldBeTrue();

        var error = await Should.ThrowAsync<PerfGateException>(repository.ResolveAsync(first, None));

        error.Code.ShouldBe(ErrorCode.UnknownRevision);
        error.Next.ShouldNotBeNull().ShouldContain($"git fetch --depth=1 origin {first}");
        await sandbox.GitAsync("fetch", "--quiet", "--depth=1", "origin", first);
        (await repository.ResolveAsync(first, None)).Id.ShouldBe(first);
    }

    [Fact]
    public async Task A_repository_without_commits_says_so()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var repository = await sandbox.OpenAsync();

        (await repository.HeadAsync(None)).ShouldBe(new GitHead(null, "refs/heads/main"));
        var error = await Should.ThrowAsync<PerfGateException>(repository.ResolveAsync("HEAD", None));
        error.Message.ShouldContain("no commits yet");
    }

    [Fact]
    public async Task Head_is_on_a_branch_or_detached()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        await sandbox.GitAsync("switch", "--quiet", "--create", "zweig/ä");
        var repository = await sandbox.OpenAsync();

        var onBranch = await repository.HeadAsync(None);
        await sandbox.GitAsync("switch", "--quiet", "--detach");
        var detached = await repository.HeadAsync(None);

        onBranch.Ref.ShouldBe("refs/heads/zweig/ä");
        onBranch.Commit!.Id.ShouldBe(commit);
        detached.ShouldBe(onBranch with { Ref = null });
    }

    [Fact]
    public async Task Changes_are_tracked_files_that_differ_and_files_that_git_does_not_know()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync(".gitignore", "bin/\n");
        await sandbox.CommitAsync("alt ä.txt");
        await sandbox.CommitAsync("both.txt");
        var repository = await sandbox.OpenAsync();
        Directory.CreateDirectory(Path.Combine(sandbox.Path, "bin"));
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "bin", "ignored"), "");
        (await repository.ChangesAsync(None)).IsDirty.ShouldBeFalse();

        await sandbox.GitAsync("mv", "alt ä.txt", "neu ä.txt");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "both.txt"), "changed");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "?? new.txt"), "");

        var changes = await repository.ChangesAsync(None);
        changes.Tracked.ShouldBe(["alt ä.txt", "both.txt", "neu ä.txt"], ignoreOrder: true);
        changes.Untracked.ShouldBe(["?? new.txt"]);
    }

    [Fact]
    public async Task Asking_for_changes_does_not_rewrite_the_index()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync("file.txt");
        var index = Path.Combine(sandbox.Path, ".git", "index");
        var before = await File.ReadAllBytesAsync(index);
        File.SetLastWriteTimeUtc(Path.Combine(sandbox.Path, "file.txt"), DateTime.UnixEpoch);

        await (await sandbox.OpenAsync()).ChangesAsync(None);

        (await File.ReadAllBytesAsync(index)).ShouldBe(before);
        await sandbox.GitAsync("status");
        (await File.ReadAllBytesAsync(index)).ShouldNotBe(before, "git itself would have rewritten it");
    }

    [Fact]
    public async Task The_merge_base_is_where_two_branches_parted_and_null_where_they_never_met()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var root = await sandbox.CommitAsync();
        await sandbox.GitAsync("switch", "--quiet", "--create", "topic");
        var topic = await sandbox.CommitAsync("topic.txt");
        await sandbox.GitAsync("switch", "--quiet", "main");
        var main = await sandbox.CommitAsync("main.txt");
        await sandbox.GitAsync("switch", "--quiet", "--orphan", "island");
        var island = await sandbox.CommitAsync("island.txt");
        var repository = await sandbox.OpenAsync();

        (await repository.MergeBaseAsync(main, topic, None)).ShouldBe(root);
        (await repository.MergeBaseAsync(main, island, None)).ShouldBeNull();
        (await Should.ThrowAsync<PerfGateException>(repository.MergeBaseAsync(main, "none", None))).Code.ShouldBe(ErrorCode.GitFailed);
    }

    [Fact]
    public async Task The_first_parent_of_a_merge_is_known_in_a_clone_of_depth_1()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.GitAsync("switch", "--quiet", "--create", "topic");
        await sandbox.CommitAsync("topic.txt");
        await sandbox.GitAsync("switch", "--quiet", "main");
        var main = await sandbox.CommitAsync("main.txt");
        (await (await sandbox.OpenAsync()).FirstParentOfMergeAsync(None)).ShouldBeNull("HEAD is no merge yet");
        await sandbox.GitAsync("merge", "--quiet", "--no-ff", "--message", "Merge", "topic");
        await sandbox.MoveToCloneAsync("--depth=1");
        var repository = await sandbox.OpenAsync();

        (await repository.FirstParentOfMergeAsync(None)).ShouldBe(main);
        (await repository.FindAsync(main, None)).ShouldBeNull("the parent itself is not in the clone");
    }

    [Fact]
    public async Task A_SHA_256_repository_works_the_same()
    {
        using var sandbox = await GitSandbox.CreateAsync("--object-format=sha256");
        var commit = await sandbox.CommitAsync();
        var repository = await sandbox.OpenAsync();

        repository.IdLength.ShouldBe(64);
        commit.Length.ShouldBe(64);
        (await repository.ResolveAsync("main", None)).Id.ShouldBe(commit);
    }
}
