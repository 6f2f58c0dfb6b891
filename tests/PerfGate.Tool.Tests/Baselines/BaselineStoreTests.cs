using System.Security.Cryptography;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Baselines;

public sealed class BaselineStoreTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task What_was_added_is_listed_shown_and_seen_by_git_log()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        (await store.ListAsync(None)).Records.ShouldBeEmpty();
        var results = SampleResults.Create("One") with
        {
            Benchmarks = [SampleResults.Benchmark("One", "A"), SampleResults.Benchmark("Two", "B")],
        };

        var update = await store.AddAsync("HEAD", results, None);

        update.Changed.ShouldBeTrue();
        update.Records.ShouldAllBe(record => record.Commit == commit);
        update.Records.Select(record => record.Suite).ShouldBe(["One", "Two"], ignoreOrder: true);
        update.Records[0].Tree.ShouldBe(await sandbox.GitAsync("rev-parse", "HEAD^{tree}"));
        (await store.ListAsync(None)).Records.ShouldBe(update.Records, ignoreOrder: true);
        var shown = await store.ShowAsync("main", None);
        shown.Records.Select(record => record.Benchmarks.Single().Id.Method).ShouldBe(["A", "B"], ignoreOrder: true);
        shown.Warnings.ShouldBeEmpty();
        (await sandbox.GitAsync("log", "--notes=perfgate/v1", "-1")).ShouldContain(update.Records[0].Id);
        (await sandbox.GitAsync("ls-tree", "-r", "--name-only", BaselineStore.Ref)).ShouldBe($"{commit[..2]}/{commit[2..]}");
        (await sandbox.GitAsync("log", "-1", "--format=%an <%ae> %ct %G?", BaselineStore.Ref))
            .ShouldBe("PerfGate <noreply@perfgate.invalid> 1772629200 N");
    }

    [Fact]
    public async Task Adding_the_same_again_writes_nothing()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        var first = await store.AddAsync("HEAD", SampleResults.Create(), None);

        var second = await store.AddAsync("HEAD", SampleResults.Create(), None);

        second.ShouldBe(first with { Changed = false, Records = second.Records });
    }

    [Fact]
    public async Task Results_without_a_time_are_stored_with_the_time_of_storing()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var results = SampleResults.Create();

        var update = await (await StoreAsync(sandbox)).AddAsync(
            "HEAD", results with { Provenance = results.Provenance with { Time = null } }, None);

        update.Records.Single().Time.ShouldBe(new FixedTime().GetUtcNow());
    }

    [Fact]
    public async Task Results_of_another_commit_and_empty_ones_are_refused()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var first = await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        var results = SampleResults.Create();

        var other = await Should.ThrowAsync<PerfGateException>(
            store.AddAsync("HEAD", results with { Provenance = results.Provenance with { Commit = first } }, None));
        var empty = await Should.ThrowAsync<PerfGateException>(store.AddAsync("HEAD", results with { Benchmarks = [] }, None));

        other.Code.ShouldBe(ErrorCode.BaselineNotWritten);
        other.Message.ShouldContain(first);
        empty.Code.ShouldBe(ErrorCode.BaselineNotWritten);
        (await store.OpenAsync(None)).Tip.ShouldBeNull();
    }

    [Fact]
    public async Task A_repository_without_commits_is_told_clearly()
    {
        using var sandbox = await GitSandbox.CreateAsync();

        var error = await Should.ThrowAsync<PerfGateException>((await StoreAsync(sandbox)).AddAsync("HEAD", SampleResults.Create(), None));

        (error.Code, error.Message).ShouldBe((ErrorCode.UnknownRevision, "The repository has no commits yet."));
    }

    [Fact]
    public async Task It_works_bare_linked_detached_shallow_partial_and_with_SHA_256()
    {
        using var sandbox = await GitSandbox.CreateAsync("--object-format=sha256");
        await sandbox.CommitAsync();
        var commit = await sandbox.CommitAsync();
        var origin = sandbox.Path;
        var linked = Path.Combine(sandbox.Root, "linked ß");
        await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", linked);
        var bare = await sandbox.MoveToCloneAsync("--bare");
        sandbox.MoveTo(origin);
        await sandbox.GitAsync("config", "uploadpack.allowFilter", "true");
        var shallow = await sandbox.MoveToCloneAsync("--depth=1");
        sandbox.MoveTo(origin);
        var partial = await sandbox.MoveToCloneAsync("--filter=tree:0", "--no-checkout");

        foreach (var path in new[] { linked, bare, shallow, partial })
        {
            sandbox.MoveTo(path);
            var store = await StoreAsync(sandbox);
            (await store.AddAsync("HEAD", SampleResults.Create(), None)).Records.Single().Commit.ShouldBe(commit, path);
            (await store.ShowAsync(commit, None)).Records.ShouldHaveSingleItem();
        }

        sandbox.MoveTo(origin);
        (await (await StoreAsync(sandbox)).ListAsync(None)).Records
            .ShouldHaveSingleItem("the linked working tree shares its repository's baselines");
    }

    [Fact]
    public async Task What_belongs_to_the_user_stays_byte_for_byte()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.GitAsync("notes", "add", "--message", "the user's own");
        await sandbox.MoveToCloneAsync("--depth=1");
        (string Name, string Value)[] settings =
        [
            ("core.splitIndex", "true"), ("core.untrackedCache", "true"), ("gc.auto", "1"),
            ("core.sparseCheckout", "true"), ("index.sparse", "true"),
        ];
        foreach (var (name, value) in settings) await sandbox.GitAsync("config", name, value);
        await sandbox.GitAsync("notes", "add", "--message", "of the clone");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "staged ä.txt"), "staged");
        await sandbox.GitAsync("add", "--all");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "staged ä.txt"), "changed since");
        await InstallHooksAsync(sandbox, "post-index-change", "reference-transaction", "post-commit");
        var before = State(sandbox.Path);
        var store = await StoreAsync(sandbox);

        await store.AddAsync("HEAD", SampleResults.Create(), None);
        await store.ListAsync(None);
        await store.ShowAsync("HEAD", None);
        await BaselineSelection.SelectAsync(await sandbox.OpenAsync(), new BaselineQuery("HEAD", SampleResults.Linux with { Name = "another" }, []), None);

        State(sandbox.Path).ShouldBe(before);
        before.Keys.ShouldContain(Path.Combine(".git", "shallow"));
        File.Exists(Path.Combine(sandbox.Root, "a hook was run")).ShouldBeFalse();
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_are_told_and_survive_a_rewrite()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        await store.AddAsync("HEAD", SampleResults.Create(run: "1"), None);
        await sandbox.GitAsync("notes", "--ref=perfgate/v1", "append", "--message", "{\"format\":2,\"id\":\"future\"}");
        await sandbox.GitAsync("notes", "--ref=perfgate/v1", "append", "--message", "ein Satz, von Hand ü");

        await store.AddAsync("HEAD", SampleResults.Create(run: "2"), None);

        var shown = await store.ShowAsync("HEAD", None);
        shown.Records.Select(record => record.Header.RunId).ShouldBe(["1", "2"], ignoreOrder: true);
        shown.Warnings.ShouldBe(
        [
            $"Baselines of {commit}: 1 skipped (written by a newer PerfGate).",
            $"Baselines of {commit}: 1 skipped (damaged).",
        ]);
        (await store.ListAsync(None)).Warnings.ShouldBe(shown.Warnings);
        var note = await sandbox.GitAsync("notes", "--ref=perfgate/v1", "show", commit);
        note.Split('\n').Length.ShouldBe(4);
        note.Split('\n').ShouldContain("{\"format\":2,\"id\":\"future\"}");
        note.ShouldContain("ein Satz, von Hand ü");
    }

    [Fact]
    public async Task A_note_that_git_copied_to_another_commit_is_not_taken_for_its_measurement()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var measured = await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        await store.AddAsync("HEAD", SampleResults.Create(), None);
        var other = await sandbox.CommitAsync();
        await sandbox.GitAsync("notes", "--ref=perfgate/v1", "copy", measured, other);

        var shown = await store.ShowAsync(other, None);

        shown.Records.ShouldBeEmpty();
        shown.Warnings.ShouldBe([$"Baselines of {other}: 1 skipped (measured at another commit)."]);
    }

    [Fact]
    public async Task A_record_is_shown_where_its_commit_is_not_in_the_clone()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var first = await sandbox.CommitAsync();
        await (await StoreAsync(sandbox)).AddAsync("HEAD", SampleResults.Create(), None);
        await sandbox.CommitAsync();
        await sandbox.MoveToCloneAsync("--depth=1");
        await sandbox.GitAsync("fetch", "--quiet", "origin", $"{BaselineStore.Ref}:{BaselineStore.Ref}");

        (await (await StoreAsync(sandbox)).ShowAsync(first, None)).Records.ShouldHaveSingleItem();
    }

    private static async Task<BaselineStore> StoreAsync(GitSandbox sandbox) => new(await sandbox.OpenAsync(), new FixedTime());

    private static async Task InstallHooksAsync(GitSandbox sandbox, params string[] names)
    {
        foreach (var name in names)
        {
            var hook = Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.Path, ".git", "hooks")).FullName, name);
            await File.WriteAllTextAsync(hook, $"#!/bin/sh\ntouch '{sandbox.Root}/a hook was run'\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(hook, (UnixFileMode)0b111_101_101);
        }
    }

    /// <summary>Hashes of all files but objects and what belongs to the baselines.</summary>
    private static SortedDictionary<string, string> State(string folder)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file);
            var isOurs = name.Contains("perfgate", StringComparison.Ordinal)
                || name.StartsWith(Path.Combine(".git", "objects"), StringComparison.Ordinal);
            if (!isOurs) state.Add(name, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
        }

        return state;
    }
}
