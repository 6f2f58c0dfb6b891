using PerfGate.Tool.Baselines;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>What was taken away on one side and is still there on another.</summary>
public sealed class BaselineRemovalTests
{
    private static CancellationToken None => CancellationToken.None;

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

        await one.PruneAsync(SampleResults.Noon.AddDays(-30));
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
}
