using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>What happens when others write at the same time, or were killed while they did.</summary>
public sealed class BaselineConcurrencyTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_ref_that_cannot_be_moved_is_PG3006_with_gits_reason()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        await sandbox.GitAsync("update-ref", "refs/notes/perfgate", "HEAD");

        var error = await Should.ThrowAsync<PerfGateException>(store.AddAsync("HEAD", SampleResults.Create(), None));

        error.Code.ShouldBe(ErrorCode.BaselineNotWritten);
        error.Message.ShouldContain("refs/notes/perfgate");
    }

    [Fact]
    public async Task The_lock_of_a_git_that_was_killed_while_it_moved_the_ref_is_removed_once_it_is_dead()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var store = await StoreAsync(sandbox);
        await store.AddAsync("HEAD", SampleResults.Create(), None);
        var leftover = Path.Combine(sandbox.Path, ".git", BaselineStore.Ref + ".lock");
        await File.WriteAllTextAsync(leftover, "");

        await store.AddAsync("HEAD", SampleResults.Create(run: "2"), None);

        (await store.ListAsync(None)).Records.Length.ShouldBe(2);
        File.Exists(leftover).ShouldBeFalse();
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
        var lost = new Dictionary<string, BaselineNote>(StringComparer.Ordinal) { [commit] = note };
        await BaselineTree.CommitAsync(await sandbox.OpenAsync(), snapshot, lost, "", SampleResults.Noon, None);
        var folder = Directory.CreateDirectory(Path.Combine(sandbox.Path, ".git", "perfgate")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "baselines.lock"), "");

        await store.AddAsync("HEAD", SampleResults.Create(run: "next"), None);

        (await store.ListAsync(None)).Records.Single().RunId.ShouldBe("next");
    }

    [Fact]
    public async Task A_ref_that_moves_between_reading_and_writing_is_read_again()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var other = await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        var moves = 0;

        // The store asks for the time once for the record, and then for each attempt after it has read the ref.
        var time = new FixedTime(call =>
        {
            if (call is 2 or 3)
            {
                sandbox.GitAsync("notes", "--ref=perfgate/v1", "add", "-f", "-m", $"by hand {++moves}", other).GetAwaiter().GetResult();
            }
        });
        await new BaselineStore(await sandbox.OpenAsync(), time).AddAsync("HEAD", SampleResults.Create(), None);

        moves.ShouldBe(2);
        (await (await StoreAsync(sandbox)).ListAsync(None)).Records.ShouldHaveSingleItem();
        (await sandbox.GitAsync("notes", "--ref=perfgate/v1", "show", other)).ShouldBe("by hand 2");
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
                string[] add = ["-c", "user.name=n", "-c", "user.email=e", "notes", "--ref=perfgate/v1", "add", "-f", "-C", note, commit];
                while ((await sandbox.Command.TryRunAsync(add, None)).ExitCode != 0) await Task.Delay(5);
            }
        });
        var writers = Enumerable.Range(0, 8).Select(index => Task.Run(async () =>
            await (await StoreAsync(sandbox)).AddAsync(
                "main~3", SampleResults.Create(run: index.ToString(CultureInfo.InvariantCulture)), None)));
        await Task.WhenAll([git, .. writers]);

        var store = await StoreAsync(sandbox);
        (await store.ListAsync(None)).Records.Select(record => record.RunId)
            .ShouldBe(["0", "1", "2", "3", "4", "5", "6", "7"], ignoreOrder: true);
        (await store.OpenAsync(None)).Commits.Count().ShouldBe(4);
    }

    private static async Task<BaselineStore> StoreAsync(GitSandbox sandbox) => new(await sandbox.OpenAsync(), new FixedTime());
}
