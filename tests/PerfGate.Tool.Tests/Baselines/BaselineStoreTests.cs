using System.Globalization;
using System.Security.Cryptography;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
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
        var results = SampleResults.Create("One") with { Benchmarks = [SampleResults.Benchmark("One", "A"), SampleResults.Benchmark("Two", "B")] };

        var update = await store.AddAsync("HEAD", results, None);

        update.Changed.ShouldBeTrue();
        update.Commit.ShouldBe(commit);
        update.Tip.ShouldBe(await sandbox.GitAsync("rev-parse", BaselineStore.Ref));
        update.Records.Select(record => record.Suite).ShouldBe(["One", "Two"], ignoreOrder: true);
        update.Records[0].Tree.ShouldBe(await sandbox.GitAsync("rev-parse", "HEAD^{tree}"));
        (await store.ListAsync(None)).Records.ShouldBe(update.Records, ignoreOrder: true);
        var shown = await store.ShowAsync("main", None);
        shown.Records.Select(record => record.Benchmarks.Single().Id.Method).ShouldBe(["A", "B"], ignoreOrder: true);
        shown.Warnings.ShouldBeEmpty();
        (await sandbox.GitAsync("log", "--notes=perfgate/v1", "-1")).ShouldContain(update.Records[0].Id);
        (await sandbox.GitAsync("ls-tree", "-r", "--name-only", BaselineStore.Ref)).ShouldBe($"{commit[..2]}/{commit[2..]}");
        (await sandbox.GitAsync("log", "-1", "--format=%an <%ae> %ct %G?", BaselineStore.Ref)).ShouldBe("PerfGate <noreply@perfgate.invalid> 1772629200 N");
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

        var update = await (await StoreAsync(sandbox)).AddAsync("HEAD", results with { Provenance = results.Provenance with { Time = null } }, None);

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
    public async Task It_works_bare_linked_detached_shallow_and_with_SHA_256()
    {
        using var sandbox = await GitSandbox.CreateAsync("--object-format=sha256");
        await sandbox.CommitAsync();
        var commit = await sandbox.CommitAsync();
        var origin = sandbox.Path;
        var linked = Path.Combine(sandbox.Root, "linked ß");
        await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", linked);
        var bare = await sandbox.MoveToCloneAsync("--bare");
        sandbox.MoveTo(origin);
        var shallow = await sandbox.MoveToCloneAsync("--depth=1");

        foreach (var path in new[] { linked, bare, shallow })
        {
            sandbox.MoveTo(path);
            var store = await StoreAsync(sandbox);
            (await store.AddAsync("HEAD", SampleResults.Create(), None)).Commit.ShouldBe(commit, path);
            (await store.ShowAsync(commit, None)).Records.ShouldHaveSingleItem();
        }

        sandbox.MoveTo(origin);
        (await (await StoreAsync(sandbox)).ListAsync(None)).Records.ShouldHaveSingleItem("the linked working tree shares its repository's baselines");
    }

    [Fact]
    public async Task What_belongs_to_the_user_stays_byte_for_byte()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.GitAsync("notes", "add", "--message", "the user's own");
        await sandbox.MoveToCloneAsync("--depth=1");
        foreach (var (name, value) in new[] { ("core.splitIndex", "true"), ("core.untrackedCache", "true"), ("gc.auto", "1"), ("core.sparseCheckout", "true"), ("index.sparse", "true") })
            await sandbox.GitAsync("config", name, value);
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
        await BaselineSelection.SelectAsync(store, await sandbox.OpenAsync(), "HEAD", "another", None);

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
        shown.Warnings.ShouldBe([$"Baselines of {commit}: 1 skipped (written by a newer PerfGate).", $"Baselines of {commit}: 1 skipped (damaged)."]);
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
    public async Task A_note_whose_object_is_missing_is_told_and_never_replaced()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        var before = await store.AddAsync("HEAD", SampleResults.Create(run: "1"), None);
        var blob = await sandbox.GitAsync("rev-parse", $"{BaselineStore.Ref}:{commit[..2]}/{commit[2..]}");
        var file = Path.Combine(sandbox.Path, ".git", "objects", blob[..2], blob[2..]);
        File.SetAttributes(file, FileAttributes.Normal);
        File.Delete(file);

        var list = await store.ListAsync(None);
        list.Records.ShouldBeEmpty();
        list.Warnings.Single().ShouldContain(blob);
        var error = await Should.ThrowAsync<PerfGateException>(store.AddAsync("HEAD", SampleResults.Create(run: "2"), None));

        error.Code.ShouldBe(ErrorCode.BaselineNotWritten);
        (await store.OpenAsync(None)).Tip.ShouldBe(before.Tip);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{1}/{2}/{3}")]
    public async Task Any_fan_out_is_read_and_kept(string layout)
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        await store.AddAsync("HEAD", SampleResults.Create(run: "1"), None);
        var path = string.Format(CultureInfo.InvariantCulture, layout, commit, commit[..2], commit[2..4], commit[4..]);
        await RewriteTreeAsync(sandbox, commit, path);

        await store.AddAsync("HEAD", SampleResults.Create(run: "2"), None);

        (await sandbox.GitAsync("ls-tree", "-r", "--name-only", BaselineStore.Ref)).ShouldBe(path);
        (await store.ShowAsync("HEAD", None)).Records.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Two_files_for_one_commit_are_both_read_and_become_one()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        await store.AddAsync("HEAD", SampleResults.Create(run: "1"), None);
        var blob = await sandbox.GitAsync("rev-parse", $"{BaselineStore.Ref}:{commit[..2]}/{commit[2..]}");
        await sandbox.GitAsync("update-ref", "-d", BaselineStore.Ref);
        await store.AddAsync("HEAD", SampleResults.Create(run: "2"), None);
        await RewriteTreeAsync(sandbox, commit, $"{commit[..2]}/{commit[2..]}", (commit, blob), ("README", blob));
        (await store.ShowAsync("HEAD", None)).Records.Length.ShouldBe(2);

        await store.AddAsync("HEAD", SampleResults.Create(run: "3"), None);

        (await sandbox.GitAsync("ls-tree", "-r", "--name-only", BaselineStore.Ref)).Split('\n').Length.ShouldBe(2, "one for the commit, and a file of somebody else");
        (await store.ShowAsync("HEAD", None)).Records.Length.ShouldBe(3);
        (await store.ListAsync(None)).Records.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Git_rewriting_the_fan_out_of_many_notes_loses_none()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        await store.AddAsync("HEAD", SampleResults.Create(), None);
        var tree = await sandbox.GitAsync("rev-parse", "HEAD^{tree}");
        var note = await sandbox.GitAsync(["hash-object", "-w", "--stdin"], "other");
        var commits = await Task.WhenAll(Enumerable.Range(0, 8).Select(index =>
            sandbox.GitAsync("commit-tree", "--no-gpg-sign", "-m", index.ToString(CultureInfo.InvariantCulture), tree)));

        foreach (var commit in commits) await sandbox.GitAsync("notes", "--ref=perfgate/v1", "add", "-C", note, commit);

        (await store.ListAsync(None)).Records.ShouldHaveSingleItem();
        (await store.OpenAsync(None)).Commits.Count().ShouldBe(9);
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

    [Fact]
    public async Task A_ref_that_cannot_be_moved_is_PG3006_with_gits_reason_and_nothing_is_lost()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        var before = await store.AddAsync("HEAD", SampleResults.Create(), None);

        // What a git leaves that is killed while it moves the ref.
        var leftover = Path.Combine(sandbox.Path, ".git", BaselineStore.Ref + ".lock");
        await File.WriteAllTextAsync(leftover, "");
        var error = await Should.ThrowAsync<PerfGateException>(store.AddAsync("HEAD", SampleResults.Create(run: "2"), None));
        error.Code.ShouldBe(ErrorCode.BaselineNotWritten);
        error.Message.ShouldContain(".lock");
        (await store.OpenAsync(None)).Tip.ShouldBe(before.Tip);

        File.Delete(leftover);
        await store.AddAsync("HEAD", SampleResults.Create(run: "2"), None);
        (await store.ListAsync(None)).Records.Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_killed_writer_leaves_before_the_ref_is_moved_is_as_if_it_had_never_been()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        var snapshot = await store.OpenAsync(None);
        var measured = await (await sandbox.OpenAsync()).ResolveAsync("HEAD", None);
        var note = BaselineNote.Parse(BaselineRecords.Encode(measured, SampleResults.Create(run: "lost"), SampleResults.Noon));
        await BaselineTree.CommitAsync(await sandbox.OpenAsync(), snapshot, new Dictionary<string, BaselineNote>(StringComparer.Ordinal) { [commit] = note }, "", SampleResults.Noon, None);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.Path, ".git", "perfgate")).FullName, "baselines.lock"), "");

        await store.AddAsync("HEAD", SampleResults.Create(run: "next"), None);

        (await store.ListAsync(None)).Records.Single().RunId.ShouldBe("next");
    }

    [Fact]
    public async Task Eight_writers_and_git_itself_at_once_lose_nothing()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var others = new[] { await sandbox.CommitAsync(), await sandbox.CommitAsync(), await sandbox.CommitAsync() };
        var note = await sandbox.GitAsync(["hash-object", "-w", "--stdin"], "by hand");

        // git does not know the lock, and takes no turn: it fails when the ref has moved meanwhile, so it tries until it succeeds.
        var git = Task.Run(async () =>
        {
            foreach (var commit in others)
            {
                while ((await sandbox.Command.TryRunAsync(["-c", "user.name=n", "-c", "user.email=e", "notes", "--ref=perfgate/v1", "add", "-f", "-C", note, commit], None)).ExitCode != 0)
                    await Task.Delay(5);
            }
        });
        var writers = Enumerable.Range(0, 8).Select(index => Task.Run(async () =>
            await (await StoreAsync(sandbox)).AddAsync("main~3", SampleResults.Create(run: index.ToString(CultureInfo.InvariantCulture)), None)));
        await Task.WhenAll([git, .. writers]);

        var store = await StoreAsync(sandbox);
        (await store.ListAsync(None)).Records.Select(record => record.RunId).ShouldBe(["0", "1", "2", "3", "4", "5", "6", "7"], ignoreOrder: true);
        (await store.OpenAsync(None)).Commits.Count().ShouldBe(4);
    }

    private static async Task<BaselineStore> StoreAsync(GitSandbox sandbox) => new(await sandbox.OpenAsync(), new FixedTime());

    /// <summary>Moves the note of a commit to another path, beside other files.</summary>
    private static async Task RewriteTreeAsync(GitSandbox sandbox, string commit, string path, params (string Path, string Blob)[] others)
    {
        var blob = await sandbox.GitAsync("rev-parse", $"{BaselineStore.Ref}:{commit[..2]}/{commit[2..]}");
        sandbox.Environment["GIT_INDEX_FILE"] = Path.Combine(sandbox.Root, "index");
        await sandbox.GitAsync("read-tree", "--empty");
        foreach (var (name, id) in others.Append((path, blob))) await sandbox.GitAsync("update-index", "--add", "--cacheinfo", $"100644,{id},{name}");
        var tree = await sandbox.GitAsync("write-tree");
        sandbox.Environment.Remove("GIT_INDEX_FILE");
        await sandbox.GitAsync("update-ref", BaselineStore.Ref, await sandbox.GitAsync("commit-tree", "--no-gpg-sign", "-m", "rewritten", tree));
    }

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
            var isOurs = name.Contains("perfgate", StringComparison.Ordinal) || name.StartsWith(Path.Combine(".git", "objects"), StringComparison.Ordinal);
            if (!isOurs) state.Add(name, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
        }

        return state;
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SampleResults.Noon.AddHours(1);
    }
}
