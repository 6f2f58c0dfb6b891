using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>What <c>baseline prune</c> takes away, and what it says of that.</summary>
public sealed class BaselinePruneCommandTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Pruning_says_what_goes_and_does_it_here_and_on_the_remote()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        var now = TimeProvider.System.GetUtcNow();
        await clone.AddAsync("old", "HEAD~1", now.AddDays(-100));
        await clone.AddAsync("young", at: now.AddDays(-10));
        await clone.PushAsync();
        var before = await clone.GitAsync("for-each-ref");

        var dry = await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "90d", "--dry-run");
        dry.Out.ShouldContain("1 record would be removed here and on origin, 1 kept.");
        (await clone.GitAsync("for-each-ref")).ShouldBe(before);
        (await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "90d", "--keep", "2"))
            .Out.ShouldBe("0 records removed here and on origin, 2 kept.\n");

        (await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "90d"))
            .Out.ShouldContain("1 record removed here and on origin, 1 kept.");
        (await clone.RunsAsync()).ShouldBe(["young"]);
        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["young"]);
        await clone.GitAsync("remote", "remove", "origin");
        (await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "1w")).Out.ShouldContain("1 record removed here, 0 kept.");
        (await clone.RunsAsync()).ShouldBeEmpty();
        foreach (var wrong in (string[][])[["--keep", "0"], ["--keep", "-1"], ["--max-age", "90"], ["--max-age", "d"], []])
            (await Cli.RunAsync(clone.Path, ["baseline", "prune", .. wrong])).Code.ShouldBe(ExitCode.Usage, string.Join(' ', wrong));
    }

    [Fact]
    public async Task A_dry_run_counts_what_the_remote_has_as_well_and_moves_nothing()
    {
        using var shared = await SharedRepository.CreateAsync();
        var (clone, other) = (await shared.CloneAsync(), await shared.CloneAsync());
        var now = TimeProvider.System.GetUtcNow();
        await clone.AddAsync("of this clone", at: now.AddDays(-100));
        await other.AddAsync("of the other", "HEAD~1", now.AddDays(-100));
        await other.PushAsync();
        var (here, there) = (await TipAsync(clone), await TipAsync(shared.At(shared.Remote)));

        var dry = await Cli.RunAsync(clone.Path, "baseline", "prune", "--max-age", "90d", "--dry-run");

        dry.Out.ShouldContain("2 records would be removed here and on origin, 0 kept.");
        (await TipAsync(clone)).ShouldBe(here);
        (await TipAsync(shared.At(shared.Remote))).ShouldBe(there);
        (await clone.RunsAsync()).ShouldBe(["of this clone"]);

        static Task<string> TipAsync(Clone repository) => repository.GitAsync("rev-parse", BaselineStore.Ref);
    }

    [Fact]
    public async Task Where_nothing_goes_nothing_is_shared_either()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await clone.AddAsync("of this clone alone");

        var dry = await Cli.RunAsync(clone.Path, "baseline", "prune", "--keep", "1", "--dry-run");
        var prune = await Cli.RunAsync(clone.Path, "baseline", "prune", "--keep", "1");

        dry.Out.ShouldBe("0 records would be removed here and on origin, 1 kept.\n");
        prune.Out.ShouldBe("0 records removed here and on origin, 1 kept.\n");
        (await shared.At(shared.Remote).RunsAsync()).ShouldBeEmpty();
        (await clone.RunsAsync()).ShouldBe(["of this clone alone"]);
    }

    [Fact]
    public async Task What_jobs_of_one_run_measured_of_a_suite_is_one_when_records_are_counted()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        var store = new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (commit, run, days) in new[] { ("HEAD~1", "1", -89), ("HEAD", "2", -10) })
        {
            await store.AddAsync(commit, SampleResults.Create(method: "One", run: run, at: now.AddDays(days)), None);
            await store.AddAsync(commit, SampleResults.Create(method: "Two", run: run, at: now.AddDays(days - 2)), None);
        }

        // Of the older run one part is older than that, and the other is not.
        var age = await Cli.RunAsync(sandbox.Path, "baseline", "prune", "--max-age", "90d", "--dry-run");
        var keep = await Cli.RunAsync(sandbox.Path, "baseline", "prune", "--keep", "1");

        age.Out.ShouldContain("0 records would be removed here, 4 kept.");
        keep.Out.ShouldContain("2 records removed here, 2 kept.");
        (await store.ListAsync(None)).Records.Select(record => record.RunId).ShouldBe(["2", "2"]);
        (await Cli.RunAsync(sandbox.Path, "baseline", "prune", "--keep", "1")).Out.ShouldContain("0 records removed here, 2 kept.");
    }
}
