using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>Which remote is meant, and what is remembered of it.</summary>
public sealed class BaselineRemoteTests
{
    private static CancellationToken None => CancellationToken.None;

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
    public async Task What_was_pruned_is_not_brought_back_by_a_clone_that_pushes_to_the_same_place_by_another_address()
    {
        using var shared = await SharedRepository.CreateAsync();
        var (one, two) = (await shared.CloneAsync(), await shared.CloneAsync());
        await one.GitAsync("config", "remote.origin.pushurl", shared.Remote);
        await two.AddAsync("young");
        await two.PushAsync();
        await one.FetchAsync();
        await one.AddAsync("of one", "HEAD~1", SampleResults.Noon.AddDays(-400));
        await one.PushAsync();
        await two.PruneAsync(SampleResults.Noon.AddDays(-30));

        // Pushed by the one address, and found gone by the other.
        await one.AddAsync("of this clone alone");
        await one.FetchAsync();
        (await one.RunsAsync()).ShouldBe(["of this clone alone", "young"]);
        await one.PushAsync();
        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["of this clone alone", "young"]);

        // Fetched by the one address, and found gone by the other.
        await two.AddAsync("of two", "HEAD~1", SampleResults.Noon.AddDays(-400));
        await two.PushAsync();
        await one.FetchAsync();
        (await one.RunsAsync()).ShouldContain("of two");
        await two.PruneAsync(SampleResults.Noon.AddDays(-30));
        await one.AddAsync("another");
        await one.PushAsync();
        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["another", "of this clone alone", "young"]);
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
}
