using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;

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
