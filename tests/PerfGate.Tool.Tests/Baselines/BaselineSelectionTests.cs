using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Baselines;

public sealed class BaselineSelectionTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task The_base_commits_own_baseline_comes_first()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 1));
        var commit = await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 2, run: "a"));
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 3, run: "b", at: SampleResults.Noon.AddHours(1)));
        await AddAsync(sandbox, "HEAD", SampleResults.Create("Second suite", time: 4, run: "a"));
        await AddAsync(
            sandbox, "HEAD", SampleResults.Create(time: 9, environment: SampleResults.OtherCpu, at: SampleResults.Noon.AddHours(2)));

        var choice = await SelectAsync(sandbox, "main");

        choice.Foreign.ShouldBeNull();
        choice.Warnings.ShouldBeEmpty();
        var chosen = choice.Chosen.ShouldNotBeNull();
        (chosen.Match, chosen.Commit, chosen.Distance).ShouldBe((BaselineMatch.Own, commit, 0));
        Times(chosen).ShouldBe([3, 4], ignoreOrder: true);
        chosen.Results.Environment.ShouldBe(SampleResults.Linux);
        choice.Explanation.ShouldBe($"The base commit {commit[..10]} has a baseline of its own.");
    }

    [Fact]
    public async Task A_squash_merge_is_found_by_its_tree()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 1));
        await sandbox.GitAsync("switch", "--quiet", "--create", "topic");
        await sandbox.CommitAsync("topic.txt");
        var tip = await sandbox.CommitAsync("topic.txt");
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 2));
        await sandbox.GitAsync("switch", "--quiet", "main");
        await sandbox.GitAsync("merge", "--quiet", "--squash", "topic");
        await sandbox.GitAsync("commit", "--quiet", "--message", "Squashed");
        var squashed = await sandbox.GitAsync("rev-parse", "HEAD");

        var choice = await SelectAsync(sandbox, "main");

        var chosen = choice.Chosen.ShouldNotBeNull();
        (chosen.Match, chosen.Commit, chosen.Distance).ShouldBe((BaselineMatch.SameTree, tip, 0));
        Times(chosen).ShouldBe([2]);
        choice.Explanation.ShouldBe(
            $"The base commit {squashed[..10]} has no baseline of its own from this environment; "
            + $"that of {tip[..10]} is of exactly the same sources (the same tree).");
    }

    [Fact]
    public async Task What_was_measured_with_uncommitted_changes_was_not_that_tree()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var first = await sandbox.CommitAsync("file.txt", "same");
        await AddAsync(sandbox, "HEAD", SampleResults.Create(dirty: true));
        await sandbox.GitAsync("commit", "--quiet", "--amend", "--message", "Same tree, other commit");

        (await SelectAsync(sandbox, "HEAD")).Chosen.ShouldBeNull();
        (await SelectAsync(sandbox, first)).Explanation.ShouldEndWith("It was measured with uncommitted changes.");
    }

    [Fact]
    public async Task The_nearest_ancestor_from_the_same_environment_is_chosen_and_what_was_passed_over_is_told()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 1));
        var measured = await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 2));
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 3, environment: SampleResults.OtherCpu));
        var start = await sandbox.CommitAsync();

        var choice = await SelectAsync(sandbox, "main");

        var chosen = choice.Chosen.ShouldNotBeNull();
        (chosen.Match, chosen.Commit, chosen.Distance).ShouldBe((BaselineMatch.Ancestor, measured, 3));
        Times(chosen).ShouldBe([2]);
        choice.Foreign.ShouldBeNull();
        choice.Explanation.ShouldBe(
            $"The nearest baseline is that of {measured[..10]}, 3 commits before the base commit {start[..10]}: "
            + "2 nearer commits have none; 1 nearer commit has one from another processor.");
    }

    [Fact]
    public async Task Commits_that_a_merge_brought_in_are_not_ancestors_in_this_sense()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var main = await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 1));
        await sandbox.GitAsync("switch", "--quiet", "--create", "topic");
        await sandbox.CommitAsync("topic.txt");
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 2));
        await sandbox.GitAsync("switch", "--quiet", "main");
        await sandbox.CommitAsync("main.txt");
        await sandbox.GitAsync("merge", "--quiet", "--no-ff", "--message", "Merge", "topic");

        var chosen = (await SelectAsync(sandbox, "HEAD")).Chosen.ShouldNotBeNull();

        (chosen.Commit, chosen.Distance).ShouldBe((main, 2));
    }

    [Fact]
    public async Task A_baseline_from_another_environment_is_offered_and_never_chosen()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var measured = await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 1, environment: SampleResults.Linux with { Runtime = ".NET 9.0" }));
        await AddAsync(
            sandbox, "HEAD", SampleResults.Create(time: 2, environment: SampleResults.OtherCpu, at: SampleResults.Noon.AddHours(1)));
        var start = await sandbox.CommitAsync();

        var choice = await SelectAsync(sandbox, "HEAD");

        choice.Chosen.ShouldBeNull();
        var foreign = choice.Foreign.ShouldNotBeNull();
        (foreign.Match, foreign.Commit, foreign.Distance).ShouldBe((BaselineMatch.Ancestor, measured, 1));
        foreign.Results.Environment.ShouldBe(SampleResults.OtherCpu);
        Times(foreign).ShouldBe([2]);
        choice.Explanation.ShouldBe(
            $"There is no baseline from this environment at the base commit {start[..10]} or before it: "
            + "1 commit has none; 1 commit has one from another processor. "
            + $"The nearest from another environment is that of {measured[..10]}, 1 commit before it: "
            + "processor 'AMD EPYC 7763' instead of 'Intel Xeon Platinum 8370C'.");
    }

    [Fact]
    public async Task Where_there_is_none_the_explanation_says_how_far_the_search_went()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        var whole = await SelectAsync(sandbox, "HEAD");
        await sandbox.MoveToCloneAsync("--depth=2");

        var shallow = await SelectAsync(sandbox, "HEAD");
        var missing = await SelectAsync(sandbox, new string('1', 40));

        new[] { whole.Chosen, whole.Foreign, shallow.Chosen, missing.Chosen }.ShouldAllBe(candidate => candidate == null);
        whole.Explanation.ShouldEndWith("or before it: 3 commits have none.");
        shallow.Explanation.ShouldEndWith("or before it: 2 commits have none. The search ends where this shallow clone does.");
        missing.Explanation.ShouldEndWith(
            "1 commit has none. The base commit is not in this clone, so its tree and its ancestors are not known here.");
        (await Should.ThrowAsync<PerfGateException>(SelectAsync(sandbox, "no-such-branch"))).Code.ShouldBe(ErrorCode.UnknownRevision);
    }

    [Fact]
    public async Task The_base_of_a_pull_request_is_found_in_a_clone_of_depth_1_that_does_not_hold_it()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.GitAsync("switch", "--quiet", "--create", "topic");
        await sandbox.CommitAsync("topic.txt");
        await sandbox.GitAsync("switch", "--quiet", "main");
        var main = await sandbox.CommitAsync("main.txt");
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 5));
        await sandbox.GitAsync("merge", "--quiet", "--no-ff", "--message", "Merge", "topic");
        await sandbox.MoveToCloneAsync("--depth=1");
        await sandbox.GitAsync("fetch", "--quiet", "origin", $"{BaselineStore.Ref}:{BaselineStore.Ref}");

        var parent = await (await sandbox.OpenAsync()).FirstParentOfMergeAsync(None);
        var choice = await SelectAsync(sandbox, parent!);

        parent.ShouldBe(main);
        choice.Chosen!.Match.ShouldBe(BaselineMatch.Own);
        Times(choice.Chosen).ShouldBe([5]);
    }

    [Fact]
    public async Task Each_suite_has_its_own_baseline_where_a_monorepo_measures_them_at_different_commits()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var first = await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create("One", time: 1));
        await AddAsync(sandbox, "HEAD", SampleResults.Create("Two", time: 2));
        var second = await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create("Two", time: 3));
        var start = await sandbox.CommitAsync();

        var both = await SelectAsync(sandbox, "HEAD", "One", "Two");
        var one = await SelectAsync(sandbox, "HEAD", "One");
        var other = await SelectAsync(sandbox, "HEAD", "Two", "Three");

        Times(both.Chosen!).ShouldBe([1, 3], ignoreOrder: true);
        both.Explanation.ShouldBe(
            $"One: The nearest baseline is that of {first[..10]}, 2 commits before the base commit {start[..10]}: "
            + "2 nearer commits have none. "
            + $"Two: The nearest baseline is that of {second[..10]}, 1 commit before the base commit {start[..10]}: "
            + "1 nearer commit has none.");
        Times(one.Chosen!).ShouldBe([1]);
        Times(other.Chosen!).ShouldBe([3]);
        other.MissingSuites.ShouldBe(["Three"]);
        both.MissingSuites.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_suite_of_an_ancestor_is_known_where_another_one_has_its_own()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create("Two"));
        var start = await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create("One"));

        var chosen = (await SelectAsync(sandbox, "HEAD", "One", "Two")).Chosen.ShouldNotBeNull();

        (chosen.Match, chosen.Commit, chosen.HasAncestors).ShouldBe((BaselineMatch.Own, start, true));
        (await SelectAsync(sandbox, "HEAD", "One")).Chosen!.HasAncestors.ShouldBeFalse();
    }

    [Fact]
    public async Task A_record_that_says_no_suite_counts_where_it_may_and_none_that_says_it_is_there()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create("", time: 1));
        await AddAsync(sandbox, "HEAD", SampleResults.Create("Other", time: 2));

        (await SelectAsync(sandbox, "HEAD", "Suite")).Chosen.ShouldBeNull();
        Times((await SelectUnnamedAsync()).Chosen!).ShouldBe([1]);

        await AddAsync(sandbox, "HEAD", SampleResults.Create("Suite", time: 3));
        Times((await SelectUnnamedAsync()).Chosen!).ShouldBe([3]);

        async Task<BaselineChoice> SelectUnnamedAsync()
        {
            var query = new BaselineQuery("HEAD", SampleResults.Linux, ["Suite"]) { WithUnnamed = true };
            return await BaselineSelection.SelectAsync(await sandbox.OpenAsync(), query, None);
        }
    }

    [Fact]
    public async Task A_nightlys_baseline_does_not_answer_a_pull_requests_question()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var measured = await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 1, environment: SampleResults.Linux with { Name = "nightly" }));

        var choice = await SelectAsync(sandbox, "HEAD");

        choice.Chosen.ShouldBeNull();
        choice.Explanation.ShouldEndWith($"that of {measured[..10]}, the base commit itself: environment name 'nightly' instead of ''.");
    }

    [Fact]
    public async Task Another_processor_is_named_whatever_stands_in_its_name()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await AddAsync(sandbox, "HEAD", SampleResults.Create(environment: SampleResults.Linux with { Cpu = "A|B" }));

        (await SelectAsync(sandbox, "main")).Explanation.ShouldEndWith($": processor 'A|B' instead of '{SampleResults.Linux.Cpu}'.");
    }

    [Theory]
    [InlineData("rebase")]
    [InlineData("force")]
    public async Task A_branch_that_was_rewritten_is_found_by_its_tree(string how)
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.GitAsync("switch", "--quiet", "--create", "topic");
        var measured = await sandbox.CommitAsync("topic.txt");
        await AddAsync(sandbox, "HEAD", SampleResults.Create(time: 2));
        if (how is "force") await sandbox.GitAsync("commit", "--quiet", "--amend", "--message", "Said better");
        else await sandbox.GitAsync("-c", "core.editor=true", "rebase", "--quiet", "--force-rebase", "main");

        var chosen = (await SelectAsync(sandbox, "HEAD")).Chosen.ShouldNotBeNull();

        (chosen.Match, chosen.Commit)
            .ShouldBe(((await sandbox.GitAsync("rev-parse", "HEAD")) == measured ? BaselineMatch.Own : BaselineMatch.SameTree, measured));
    }

    private static async Task AddAsync(GitSandbox sandbox, string commit, ResultSet results) =>
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync(commit, results, None);

    private static async Task<BaselineChoice> SelectAsync(GitSandbox sandbox, string commit, params string[] suites)
    {
        var repository = await sandbox.OpenAsync();
        return await BaselineSelection.SelectAsync(repository, new BaselineQuery(commit, SampleResults.Linux, [.. suites]), None);
    }

    private static IEnumerable<double> Times(BaselineCandidate candidate) =>
        candidate.Results.Benchmarks.Select(benchmark => benchmark.Metrics[0].Launches[0][0]);
}
