using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>Trees that others have rewritten or damaged.</summary>
public sealed class BaselineTreeTests
{
    private static CancellationToken None => CancellationToken.None;

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

        (await sandbox.GitAsync("ls-tree", "-r", "--name-only", BaselineStore.Ref)).Split('\n').Length
            .ShouldBe(2, "one for the commit, and a file of somebody else");
        (await store.ShowAsync("HEAD", None)).Records.Length.ShouldBe(3);
        (await store.ListAsync(None)).Records.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_note_that_nobody_could_read_again_is_not_written()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        ReadOnlyMemory<byte>[] lines = ["small"u8.ToArray(), new byte[ObjectReader.Greatest]];
        var notes = new Dictionary<string, BaselineNote>(StringComparer.Ordinal) { [commit] = BaselineNote.Of(lines) };

        var error = await Should.ThrowAsync<PerfGateException>(
            BaselineTree.CommitAsync(await sandbox.OpenAsync(), BaselineSnapshot.Empty, notes, "", SampleResults.Noon, None));

        (error.Code, error.Origin).ShouldBe((ErrorCode.BaselineNotWritten, commit));
        error.Next!.ShouldContain("dotnet perfgate baseline prune");
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
    public async Task A_note_whose_object_is_missing_is_told_and_never_replaced()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        await store.AddAsync("HEAD", SampleResults.Create(run: "1"), None);
        var before = (await store.OpenAsync(None)).Tip;
        var blob = await sandbox.GitAsync("rev-parse", $"{BaselineStore.Ref}:{commit[..2]}/{commit[2..]}");
        var file = Path.Combine(sandbox.Path, ".git", "objects", blob[..2], blob[2..]);
        File.SetAttributes(file, FileAttributes.Normal);
        File.Delete(file);

        var list = await store.ListAsync(None);
        list.Records.ShouldBeEmpty();
        list.Warnings.Single().ShouldContain(blob);
        var error = await Should.ThrowAsync<PerfGateException>(store.AddAsync("HEAD", SampleResults.Create(run: "2"), None));

        error.Code.ShouldBe(ErrorCode.BaselineNotWritten);
        (await store.OpenAsync(None)).Tip.ShouldBe(before);
    }

    private static async Task<BaselineStore> StoreAsync(GitSandbox sandbox) => new(await sandbox.OpenAsync(), new FixedTime());

    /// <summary>Moves the note of a commit to another path, beside other files.</summary>
    private static async Task RewriteTreeAsync(GitSandbox sandbox, string commit, string path, params (string Path, string Blob)[] others)
    {
        var blob = await sandbox.GitAsync("rev-parse", $"{BaselineStore.Ref}:{commit[..2]}/{commit[2..]}");
        sandbox.Environment["GIT_INDEX_FILE"] = Path.Combine(sandbox.Root, "index");
        await sandbox.GitAsync("read-tree", "--empty");
        foreach (var (name, id) in others.Append((path, blob)))
        {
            await sandbox.GitAsync("update-index", "--add", "--cacheinfo", $"100644,{id},{name}");
        }

        var tree = await sandbox.GitAsync("write-tree");
        sandbox.Environment.Remove("GIT_INDEX_FILE");
        var rewritten = await sandbox.GitAsync("commit-tree", "--no-gpg-sign", "-m", "rewritten", tree);
        await sandbox.GitAsync("update-ref", BaselineStore.Ref, rewritten);
    }
}
