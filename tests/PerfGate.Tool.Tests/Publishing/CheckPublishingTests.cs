using System.Net;
using System.Text.Json.Nodes;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.Publishing;

/// <summary>The whole <c>check</c> as a step of a workflow, against a local GitHub.</summary>
public sealed partial class CheckPublishingTests : IAsyncLifetime, IDisposable
{
    private const string Other = "dddddddddddddddddddddddddddddddddddddddd";

    private LocalGitHub _server = null!;
    private Workflow _workflow = null!;

    public async Task InitializeAsync()
    {
        _server = await LocalGitHub.StartAsync();
        _workflow = new Workflow(_server);
    }

    public async Task DisposeAsync()
    {
        _server.Problems.ShouldBeEmpty();
        await _server.DisposeAsync();
    }

    public void Dispose() => _workflow.Dispose();

    [Fact]
    public async Task A_regression_in_a_pull_request_is_commented_summarized_annotated_and_put_out()
    {
        _workflow.HappensOnPullRequest();

        var result = await _workflow.CheckAsync(1.4, "--report", "json=report.json");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Error);
        var comment = _server.Data.Comments.ShouldHaveSingleItem();
        comment.Issue.ShouldBe(7);
        comment.Body.ShouldStartWith(CommentMarker.Of("default") + "\n");
        CommentMarker.RunOf(comment.Body).ShouldBe("501.1");
        comment.Body.ShouldContain("Benchmarks.Changed");
        _workflow.Summary.ShouldContain("Benchmarks.Changed");
        result.Error.ShouldContain("\n::error ");
        _workflow.Outputs["verdict"].ShouldBe("fail");
        _workflow.Outputs["exit-code"].ShouldBe("1");
        _workflow.Outputs["regressions"].ShouldBe("1");
        _workflow.Outputs["major"].ShouldBe("1");
        _workflow.Outputs["report"].ShouldBe(_workflow["report.json"]);
        _workflow.Outputs["comment-url"].ShouldEndWith($"#issuecomment-{comment.Id}");
    }

    [Fact]
    public async Task A_regression_that_is_fixed_is_said_to_be_in_the_same_comment_and_stays_so()
    {
        _workflow.HappensOnPullRequest();

        (await _workflow.CheckAsync(1.4)).Code.ShouldBe(ExitCode.GateFailed);
        _server.Data.Comments.ShouldHaveSingleItem().Body.ShouldContain("<!-- perfgate:state:open -->");
        (await _workflow.CheckAsync(1)).Code.ShouldBe(ExitCode.Pass);
        _server.Data.Comments.ShouldHaveSingleItem().Body.ShouldContain("<!-- perfgate:state:resolved -->");
        (await _workflow.CheckAsync(1)).Code.ShouldBe(ExitCode.Pass);
        _server.Data.Comments.ShouldHaveSingleItem().Body.ShouldContain("<!-- perfgate:state:resolved -->");
        (await _workflow.CheckAsync(1.4)).Code.ShouldBe(ExitCode.GateFailed);

        _server.Data.Comments.ShouldHaveSingleItem().Body.ShouldContain("<!-- perfgate:state:open -->");
    }

    [Fact]
    public async Task A_run_that_is_too_late_makes_no_comment()
    {
        _workflow.HappensOnPullRequest();
        var open = new StoredPullRequest(7, "open", "octo", Workflow.Repository, "topic", Other, Workflow.Repository);
        _server.Data.PullRequests.Add(open);

        var late = await _workflow.CheckAsync(1.4);

        late.Code.ShouldBe(ExitCode.GateFailed, late.Error);
        late.Error.ShouldContain("has got new commits since");
        _server.Data.Comments.ShouldBeEmpty();

        _server.Data.PullRequests[0] = open with { HeadSha = Workflow.Head };
        (await _workflow.CheckAsync(1.4)).Error.ShouldNotContain("new commits");
        _server.Data.Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_token_that_may_comment_and_not_look_at_pull_requests_comments()
    {
        _workflow.HappensOnPullRequest();
        _server.Add(Fault.Status("GET", "pulls", HttpStatusCode.Forbidden, "Resource not accessible by integration", 1));

        var result = await _workflow.CheckAsync(1.4);

        result.Error.ShouldNotContain("PG4");
        _server.Data.Comments.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("always", 1, 1)]
    [InlineData("changes", 1, 0)]
    [InlineData("changes", 1.4, 1)]
    [InlineData("changes", 0.6, 1)]
    [InlineData("regressions", 0.6, 0)]
    [InlineData("regressions", 1.4, 1)]
    [InlineData("never", 1.4, 0)]
    public async Task A_comment_is_made_when_the_mode_wants_one(string mode, double slower, int comments)
    {
        _workflow.HappensOnPullRequest();

        await _workflow.CheckAsync(slower, "--comment", mode);

        _server.Data.Comments.Count.ShouldBe(comments);
    }

    [Fact]
    public async Task The_configuration_decides_where_the_command_line_does_not()
    {
        _workflow.HappensOnPullRequest();
        _workflow.Write("perfgate.json", """{ "publish": { "comment": "always", "key": "nightly -->", "checkRun": true } }""");

        await _workflow.CheckAsync(1);

        _server.Data.Comments.ShouldHaveSingleItem().Body.ShouldStartWith(CommentMarker.Of("nightly -->") + "\n");
        _server.Data.CheckRuns.ShouldHaveSingleItem();
        (await _workflow.CheckAsync(1, "--publish", "never")).Error.ShouldNotContain("comment is");
    }

    [Fact]
    public async Task Configurations_in_folders_and_environments_have_comments_of_their_own()
    {
        _workflow.HappensOnPullRequest();
        _workflow.Write("services/api/perfgate.json", "{}");

        await _workflow.CheckAsync(1.4);
        await _workflow.CheckAsync(1.4, "--config", "services/api/perfgate.json");
        await _workflow.CheckAsync(1.4, "--environment", "arm");

        _server.Data.Comments.Select(comment => comment.Body.Split('\n')[0]).ShouldBe(
            [CommentMarker.Of("default"), CommentMarker.Of("services/api"), CommentMarker.Of("arm")]);
    }

    [Fact]
    public async Task A_check_run_stands_on_the_head_of_the_pull_request_and_not_on_the_merge_commit()
    {
        _workflow.HappensOnPullRequest();

        await _workflow.CheckAsync(1.4, "--check-run");

        var check = _server.Data.CheckRuns.ShouldHaveSingleItem();
        check["head_sha"]!.GetValue<string>().ShouldBe(Workflow.Head);
        check["conclusion"]!.GetValue<string>().ShouldBe("failure");
        check["details_url"]!.GetValue<string>().ShouldBe("https://github.test/octo/widgets/actions/runs/501/attempts/1");
        _server.Data.Statuses.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_status_takes_the_place_of_a_check_run_that_the_token_may_not_make()
    {
        _workflow.HappensOnPullRequest();
        _server.Add(Fault.Status("POST", "check-runs", HttpStatusCode.Forbidden, "Resource not accessible by integration", 9));

        (await _workflow.CheckAsync(1, "--check-run")).Error.ShouldNotContain("PG4004");

        var (sha, status) = _server.Data.Statuses.ShouldHaveSingleItem();
        sha.ShouldBe(Workflow.Head);
        status["state"]!.GetValue<string>().ShouldBe("success");
    }

    [Theory]
    // "after" is, for an annotated tag, the tag: GITHUB_SHA is the commit in any case.
    [InlineData("push", $$"""{ "before": "{{Workflow.Head}}", "after": "{{Other}}" }""", Workflow.Merge)]
    [InlineData("merge_group", $$"""{ "merge_group": { "head_sha": "{{Other}}" } }""", Other)]
    [InlineData("workflow_dispatch", """{ "inputs": null }""", Workflow.Merge)]
    [InlineData("schedule", """{ "schedule": "0 3 * * *" }""", Workflow.Merge)]
    public async Task Events_without_a_pull_request_get_a_check_run_at_their_commit_and_no_comment(string name, string payload, string sha)
    {
        _workflow.Happens(name, JsonNode.Parse(payload)!.AsObject());

        var result = await _workflow.CheckAsync(1.4, "--check-run", "--comment", "always");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Error);
        result.Error.ShouldNotContain("PG40");
        _server.Data.Comments.ShouldBeEmpty();
        _server.Data.CheckRuns.ShouldHaveSingleItem()["head_sha"]!.GetValue<string>().ShouldBe(sha);
        _workflow.Summary.ShouldNotBeEmpty();
        _workflow.Outputs["comment-url"].ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_that_run_strangers_code_with_a_writing_token_get_no_comment()
    {
        _workflow.HappensOnPullRequest();
        _workflow.Variables["GITHUB_EVENT_NAME"] = "pull_request_target";

        await _workflow.CheckAsync(1.4);

        _server.Arrived.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1.4, ExitCode.GateFailed)]
    [InlineData(1.0, ExitCode.Pass)]
    internal async Task A_fork_gets_summary_annotations_and_a_notice_and_nothing_fails_for_it(double slower, ExitCode code)
    {
        _workflow.HappensOnPullRequest("fork-owner/widgets");

        var result = await _workflow.CheckAsync(slower, "--require-publish", "--check-run", "--comment", "always");

        result.Code.ShouldBe(code, result.Error);
        _server.Arrived.ShouldBeEmpty();
        result.Error.ShouldContain("::notice title=PerfGate::There is no comment and no check run, as the pull request comes from a fork");
        _workflow.Summary.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("There is no comment, as", "--comment", "always")]
    [InlineData("There is no check run, as", "--comment", "never", "--check-run")]
    [InlineData(null, "--comment", "never")]
    public async Task A_fork_is_told_what_is_missing_and_nothing_else(string? notice, params string[] options)
    {
        _workflow.HappensOnPullRequest("fork-owner/widgets");

        var result = await _workflow.CheckAsync(1, options);

        string[] expected = notice is null ? [] : [notice];
        Notices(result.Error).Select(text => text[..(text.IndexOf(", as", StringComparison.Ordinal) + 4)]).ShouldBe(expected);
    }

    [Fact]
    public async Task Dependabots_reading_token_is_a_notice_and_nothing_fails_for_it()
    {
        _workflow.HappensOnPullRequest();
        _workflow.Variables["GITHUB_ACTOR"] = "dependabot[bot]";
        _server.Add(Fault.Status("POST", "", HttpStatusCode.Forbidden, "Resource not accessible by integration", 9));

        var result = await _workflow.CheckAsync(1, "--require-publish", "--comment", "always", "--check-run");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        Notices(result.Error).ShouldBe(
        [
            "There is no comment, as Dependabot's token may only read. The job summary has the report.",
            "There is no check run, as Dependabot's token may only read. The job summary has the report.",
        ]);
    }

    [Theory]
    [InlineData("auto", "false", 0)]
    [InlineData("never", "true", 0)]
    [InlineData("always", "false", 1)]
    [InlineData("auto", "true", 1)]
    public async Task What_is_published_outside_of_actions_is_what_was_asked_for(string mode, string isActions, int comments)
    {
        _workflow.HappensOnPullRequest();
        _workflow.Variables["GITHUB_ACTIONS"] = isActions;

        await _workflow.CheckAsync(1.4, "--publish", mode);

        _server.Data.Comments.Count.ShouldBe(comments);
        (_workflow.Summary.Length > 0).ShouldBe(comments > 0);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("always")]
    public async Task Another_system_gets_its_own_lines_whether_GitHub_gets_a_comment_or_not(string mode)
    {
        _workflow.HappensOnPullRequest();
        _workflow.Variables["GITHUB_ACTIONS"] = "false";
        _workflow.Variables["TF_BUILD"] = "True";
        _workflow.Variables["AGENT_TEMPDIRECTORY"] = _workflow["temp"];

        var result = await _workflow.CheckAsync(1.4, "--publish", mode);

        result.Out.ShouldContain("\n##vso[task.logissue type=error;");
        result.Out.ShouldContain("\n##vso[task.uploadsummary]");
        _server.Data.Comments.Count.ShouldBe(mode == "always" ? 1 : 0);
    }

    [Fact]
    public async Task Outside_of_a_workflow_nothing_is_published_and_nothing_is_said_about_it()
    {
        foreach (var name in _workflow.Variables.Keys.Where(name => name.StartsWith("GITHUB_", StringComparison.Ordinal)).ToList())
        {
            _workflow.Variables.Remove(name);
        }
        _workflow.Variables["GITHUB_RUN_ID"] = "1";

        var result = await _workflow.CheckAsync(1);

        result.Code.ShouldBe(ExitCode.Pass);
        result.Error.ShouldBeEmpty();
        _server.Arrived.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_line_before_the_annotations_is_a_command_to_the_runner()
    {
        _workflow.HappensOnPullRequest();

        var lines = (await _workflow.CheckAsync(1.4)).Error.Split('\n');

        lines[0].ShouldStartWith("::stop-commands::");
        var resume = Array.IndexOf(lines, $"::{lines[0]["::stop-commands::".Length..]}::");
        resume.ShouldBeGreaterThan(0);
        Array.FindIndex(lines, line => line.StartsWith("::error", StringComparison.Ordinal)).ShouldBeGreaterThan(resume);
        (await _workflow.CheckAsync(1.4)).Error.ShouldNotContain(lines[0]);
    }

    [Fact]
    public async Task GitHub_Enterprise_below_a_path_is_reached_as_well()
    {
        await using var enterprise = await LocalGitHub.StartAsync("/api/v3");
        using var workflow = new Workflow(enterprise);
        workflow.HappensOnPullRequest();

        (await workflow.CheckAsync(1.4, "--check-run")).Code.ShouldBe(ExitCode.GateFailed);

        enterprise.Data.Comments.ShouldHaveSingleItem();
        enterprise.Data.CheckRuns.ShouldHaveSingleItem();
        enterprise.Problems.ShouldBeEmpty();
    }

    private static IEnumerable<string> Notices(string error)
    {
        const string start = "::notice title=PerfGate::";
        return error.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..]);
    }
}
