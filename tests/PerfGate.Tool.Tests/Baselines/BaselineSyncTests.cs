using PerfGate.Tool.Baselines;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>Two clones and what they share.</summary>
public sealed class BaselineSyncTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task What_one_clone_pushes_another_fetches_and_both_keep_what_is_their_own()
    {
        using var shared = await SharedRepository.CreateAsync();
        var (one, two) = (await shared.CloneAsync(), await shared.CloneAsync());
        (await one.FetchAsync()).Tip.ShouldBeNull("there is nothing yet");
        (await one.PushAsync()).ShouldBe(new SyncResult(null, Pushed: false, 0));
        await one.AddAsync("of one");
        await two.AddAsync("of two", "HEAD~1");

        var first = await one.PushAsync();
        await two.FetchAsync();
        var second = await two.PushAsync();
        await one.FetchAsync();

        (first.Pushed, first.Tries, second.Pushed, second.Tries).ShouldBe((true, 1, true, 1));
        (await one.RunsAsync()).ShouldBe(["of one", "of two"]);
        (await two.RunsAsync()).ShouldBe(["of one", "of two"]);
        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["of one", "of two"]);
        (await two.PushAsync()).Pushed.ShouldBeFalse("the remote has all of it");
        (await shared.GitAsync(shared.Remote, "rev-list", "--count", BaselineStore.Ref))
            .ShouldBe("2", "one commit a push, each on top of the other");
    }

    [Fact]
    public async Task Records_of_one_commit_that_different_systems_write_are_all_kept()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clones = new[]
        {
            await shared.CloneAsync(),
            await shared.CloneAsync("--depth=1"),
            await shared.CloneAsync("--filter=blob:none"),
        };
        var systems = new[]
        {
            SampleResults.Linux,
            SampleResults.Linux with { OsFamily = "windows" },
            SampleResults.Linux with { OsFamily = "macos", Architecture = "arm64" },
        };
        foreach (var (clone, system) in clones.Zip(systems))
        {
            foreach (var suite in new[] { "One", "Two" })
                await (await clone.StoreAsync())
                    .AddAsync("HEAD", SampleResults.Create(suite, environment: system, run: "the same for all"), None);
        }

        await Task.WhenAll(clones.Select(clone => clone.PushAsync()));

        var records = (await (await shared.At(shared.Remote).StoreAsync()).ListAsync(None)).Records;
        records.Select(record => (record.Suite, record.Environment.OsFamily)).ShouldBe(
            [("One", "linux"), ("Two", "linux"), ("One", "windows"), ("Two", "windows"), ("One", "macos"), ("Two", "macos")],
            ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_pruned_is_not_brought_back_by_a_clone_that_still_has_it()
    {
        using var shared = await SharedRepository.CreateAsync();
        var (one, two) = (await shared.CloneAsync(), await shared.CloneAsync());
        await one.AddAsync("old", "HEAD~1", SampleResults.Noon.AddDays(-400));
        await one.AddAsync("young");
        await one.PushAsync();
        await two.FetchAsync();
        await two.AddAsync("of two", at: SampleResults.Noon.AddHours(1));

        var limits = new PruneLimits(1, SampleResults.Noon.AddDays(-30));
        var store = await one.StoreAsync();
        await (await one.SyncAsync())
            .PushAsync(None, async (objects, snapshot) => (await BaselinePrune.CommitAsync(store, objects, snapshot, limits, None)).Tip);
        (await one.RunsAsync()).ShouldBe(["young"]);
        (await shared.GitAsync(shared.Remote, "rev-list", "--count", BaselineStore.Ref))
            .ShouldBe("1", "the history that holds the old record is gone");
        (await two.RunsAsync()).ShouldBe(["of two", "old", "young"]);
        await two.PushAsync();
        await one.FetchAsync();

        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["of two", "young"]);
        (await one.RunsAsync()).ShouldBe(["of two", "young"]);
        (await two.RunsAsync()).ShouldBe(["of two", "young"]);
    }

    [Fact]
    public async Task What_one_remote_has_says_nothing_of_another()
    {
        using var shared = await SharedRepository.CreateAsync();
        using var other = await SharedRepository.CreateAsync();
        var elsewhere = await other.CloneAsync();
        await elsewhere.AddAsync("of the other");
        await elsewhere.PushAsync();
        var clone = await shared.CloneAsync();
        await clone.AddAsync("of origin");
        await clone.PushAsync();
        await clone.GitAsync("remote", "add", "other", new Uri(other.Remote).AbsoluteUri);

        await clone.FetchAsync("other");

        (await clone.RunsAsync()).ShouldBe(["of origin", "of the other"]);
        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["of origin"]);
    }

    [Theory]
    [InlineData("https://user:one@example.test/r.git", "https://user:two@example.test/r.git", true)]
    [InlineData("https://user:o@e@example.test/r.git", "https://example.test/r.git", true)]
    [InlineData("https://example.test/r@1.git", "https://example.test/r@2.git", false)]
    [InlineData("git@example.test:r.git", "git@example.test:s.git", false)]
    [InlineData("../r.git", "/r.git", false)]
    public void What_a_remote_had_is_remembered_by_its_address_without_a_password(string one, string two, bool isSame)
    {
        var (first, second) = (new RemoteEnd("one", one), new RemoteEnd("two", two));

        (first.Mirror == second.Mirror).ShouldBe(isSame);
        first.Mirror.ShouldMatch("^refs/perfgate/remote/[0-9a-f]{16}/v1$");
        first.Fetched.ShouldNotBe(first.Mirror);
    }

    [Fact]
    public async Task A_ref_that_somebody_deleted_on_the_remote_comes_back_from_any_clone()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await clone.AddAsync("1");
        await clone.PushAsync();
        await shared.GitAsync(shared.Remote, "update-ref", "-d", BaselineStore.Ref);

        (await clone.FetchAsync()).Tip.ShouldBeNull();
        (await clone.RunsAsync()).ShouldBe(["1"]);
        (await clone.PushAsync()).Pushed.ShouldBeTrue();

        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["1"]);
    }

    [Fact]
    public async Task What_was_forgotten_by_hand_is_forgotten_on_the_remote_too()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await clone.AddAsync("wrong");
        await clone.AddAsync("right", "HEAD~1");
        await clone.PushAsync();

        await clone.GitAsync("notes", "--ref=perfgate/v1", "remove", "HEAD");
        await clone.PushAsync();

        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["right"]);
    }

    [Fact]
    public async Task What_was_forgotten_by_hand_stays_forgotten_where_the_remote_has_moved_meanwhile()
    {
        using var shared = await SharedRepository.CreateAsync();
        var (one, two) = (await shared.CloneAsync(), await shared.CloneAsync());
        await one.AddAsync("wrong");
        await one.AddAsync("right", "HEAD~1");
        await one.PushAsync();
        await two.FetchAsync();
        await two.AddAsync("of two");
        await two.PushAsync();

        await one.GitAsync("notes", "--ref=perfgate/v1", "remove", "HEAD");
        await one.FetchAsync();
        (await one.RunsAsync()).ShouldBe(["of two", "right"]);
        await one.PushAsync();

        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["of two", "right"]);
        await two.FetchAsync();
        (await two.RunsAsync()).ShouldBe(["of two", "right"]);
    }

    [Fact]
    public async Task A_ref_that_was_put_there_from_elsewhere_takes_nothing_away()
    {
        using var shared = await SharedRepository.CreateAsync();
        using var other = await SharedRepository.CreateAsync();
        var elsewhere = await other.CloneAsync();
        await elsewhere.AddAsync("of the other");
        await elsewhere.PushAsync();
        var (one, two) = (await shared.CloneAsync(), await shared.CloneAsync());
        await one.AddAsync("1");
        await one.PushAsync();
        await two.AddAsync("2", "HEAD~1");
        await two.PushAsync();

        await one.GitAsync("fetch", "--quiet", new Uri(other.Remote).AbsoluteUri, $"+{BaselineStore.Ref}:{BaselineStore.Ref}");
        (await one.RunsAsync()).ShouldBe(["of the other"]);
        await one.PushAsync();

        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["1", "2", "of the other"]);
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_survive_a_merge_with_the_remote()
    {
        using var shared = await SharedRepository.CreateAsync();
        var (one, two) = (await shared.CloneAsync(), await shared.CloneAsync());
        await one.AddAsync("1");
        await one.GitAsync("notes", "--ref=perfgate/v1", "append", "-m", "{\"format\":2,\"id\":\"later\"}");
        await one.PushAsync();
        await two.AddAsync("2");
        await two.GitAsync("notes", "--ref=perfgate/v1", "append", "-m", "von Hand ü");
        await two.PushAsync();

        var note = await shared.GitAsync(shared.Remote, "notes", "--ref=perfgate/v1", "show", "main");

        note.Split('\n').Length.ShouldBe(4);
        note.ShouldContain("{\"format\":2,\"id\":\"later\"}");
        note.ShouldContain("von Hand ü");
    }

    [Fact]
    public async Task Where_pushing_goes_elsewhere_than_fetching_the_lease_looks_where_the_push_goes()
    {
        using var shared = await SharedRepository.CreateAsync();
        using var fork = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await clone.GitAsync("config", "remote.origin.pushurl", fork.Remote);
        await clone.AddAsync("1");
        (await clone.PushAsync()).Pushed.ShouldBeTrue();
        await clone.AddAsync("2", "HEAD~1");

        (await clone.PushAsync()).ShouldSatisfyAllConditions(result => result.Pushed.ShouldBeTrue(), result => result.Tries.ShouldBe(1));

        (await fork.At(fork.Remote).RunsAsync()).ShouldBe(["1", "2"]);
        (await shared.At(shared.Remote).RunsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_pushing_goes_elsewhere_than_fetching_what_is_fetched_is_what_the_remote_has()
    {
        using var shared = await SharedRepository.CreateAsync();
        using var fork = await SharedRepository.CreateAsync();
        foreach (var (repository, run) in new[] { (shared, "of the remote"), (fork, "of the fork") })
        {
            var author = await repository.CloneAsync();
            await author.AddAsync(run);
            await author.PushAsync();
        }

        var clone = await shared.CloneAsync();
        await clone.GitAsync("config", "remote.origin.pushurl", fork.Remote);
        await clone.FetchAsync();
        (await clone.RunsAsync()).ShouldBe(["of the remote"]);

        await clone.PushAsync();
        (await fork.At(fork.Remote).RunsAsync()).ShouldBe(["of the fork", "of the remote"]);
        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["of the remote"]);

        // Whoever only fetches need not reach where others push to.
        await clone.GitAsync("config", "remote.origin.pushurl", Path.Combine(fork.Root, "no such place"));
        (await clone.FetchAsync()).Tip.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_remote_without_an_address_is_none()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await File.AppendAllTextAsync(
            shared.Environment["GIT_CONFIG_GLOBAL"]!, "[remote \"origin\"]\n\tfetch = +refs/notes/*:refs/notes/*\n");
        (await FindAsync())!.Name.ShouldBe("origin");
        await clone.GitAsync("remote", "add", "mine", shared.Remote);
        await clone.GitAsync("config", "--unset", "remote.origin.url");
        (await FindAsync())!.Name.ShouldBe("mine");
        await clone.GitAsync("config", "--unset", "remote.mine.url");
        (await FindAsync()).ShouldBeNull();

        async Task<BaselineRemote?> FindAsync() =>
            await BaselineRemote.FindAsync(await clone.OpenAsync(), null, TimeSpan.FromMinutes(1), None);
    }

    [Fact]
    public async Task A_remote_is_origin_or_the_only_one_or_the_one_that_was_named()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await clone.GitAsync("remote", "rename", "origin", "mine");
        (await FindAsync(null))!.Name.ShouldBe("mine");
        await clone.GitAsync("remote", "add", "theirs", shared.Remote);
        (await Should.ThrowAsync<PerfGateException>(FindAsync(null))).Code.ShouldBe(ErrorCode.NoRemote);
        (await FindAsync("theirs"))!.Name.ShouldBe("theirs");
        (await Should.ThrowAsync<PerfGateException>(FindAsync("--upload-pack=touch x"))).Code.ShouldBe(ErrorCode.NoRemote);
        await clone.GitAsync("remote", "remove", "mine");
        await clone.GitAsync("remote", "remove", "theirs");
        (await FindAsync(null)).ShouldBeNull();

        async Task<BaselineRemote?> FindAsync(string? name) =>
            await BaselineRemote.FindAsync(await clone.OpenAsync(), name, TimeSpan.FromMinutes(1), None);
    }

    [Fact]
    public async Task Something_else_under_the_name_of_the_ref_is_PG3012_and_left_alone()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        var blob = await shared.GitAsync(shared.Remote, "rev-parse", "main:datei ä.txt");
        await shared.GitAsync(shared.Remote, "update-ref", BaselineStore.Ref, blob);
        await clone.AddAsync("1");

        var error = await Should.ThrowAsync<PerfGateException>(clone.PushAsync());

        error.Code.ShouldBe(ErrorCode.BaselineUnreadable);
        (await shared.GitAsync(shared.Remote, "rev-parse", BaselineStore.Ref)).ShouldBe(blob);
        (await clone.RunsAsync()).ShouldBe(["1"]);
    }
}
