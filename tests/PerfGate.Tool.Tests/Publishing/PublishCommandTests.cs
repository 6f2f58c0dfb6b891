using System.Text.Json.Nodes;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Tests.GitHub.Server;
using PerfGate.Tool.Tests.Reporting;

namespace PerfGate.Tool.Tests.Publishing;

/// <summary>The second stage: what one run measured, another publishes.</summary>
public sealed partial class PublishCommandTests : IAsyncLifetime, IDisposable
{
    private const string Fork = "fork-owner/widgets";

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
    public async Task Two_stages_bring_what_a_fork_measured_to_its_pull_request()
    {
        // The first stage: a fork's run, which can only read.
        using (var untrusted = new Workflow(_server))
        {
            untrusted.HappensOnPullRequest(Fork);
            (await untrusted.CheckAsync(1.4, "--report", $"json={ReportArchive.EntryName}")).Code.ShouldBe(ExitCode.GateFailed);
            Upload(File.ReadAllBytes(untrusted[ReportArchive.EntryName]));
        }

        _server.Arrived.ShouldBeEmpty();
        Open(Fork);
        _workflow.HappensAfterRun(Fork);

        var result = await _workflow.RunAsync("publish");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        var comment = _server.Data.Comments.ShouldHaveSingleItem();
        comment.Issue.ShouldBe(7);
        comment.Body.ShouldContain("Benchmarks.Changed");
        comment.Body.Split('\n')[5].ShouldContain("nobody else has measured them");
        CommentMarker.RunOf(comment.Body).ShouldBe("400.1");
        _workflow.Summary.ShouldContain("Benchmarks.Changed");
        _workflow.Summary.ShouldContain("nobody else has measured them");
        _workflow.Outputs["comment-url"].ShouldEndWith($"#issuecomment-{comment.Id}");
        result.Out.ShouldBeEmpty();
        _server.Arrived.Select(request => request.ToString()).ShouldBe(
        [
            "GET /repos/octo/widgets/actions/runs/400/artifacts?name=perfgate-report&per_page=100",
            "GET /repos/octo/widgets/actions/artifacts/5/zip",
            "GET /artifacts/5.zip?signature=secret",
            "GET /repos/octo/widgets/pulls?state=open&head=fork-owner%3Atopic&per_page=100",
            "GET /user",
            "GET /repos/octo/widgets/issues/7/comments?per_page=100",
            "POST /repos/octo/widgets/issues/7/comments",
            "GET /repos/octo/widgets/issues/7/comments?per_page=100",
        ]);
    }

    [Fact]
    public async Task What_a_fork_measured_makes_no_check_run_and_no_status()
    {
        Upload(Report());
        Open(Fork);
        _workflow.HappensAfterRun(Fork);

        (await _workflow.RunAsync("publish", "--check-run")).Code.ShouldBe(ExitCode.Pass);

        _server.Data.Comments.ShouldHaveSingleItem();
        _server.Data.CheckRuns.ShouldBeEmpty();
        _server.Data.Statuses.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_own_repository_measured_makes_one_at_the_measured_commit()
    {
        Upload(Report());
        Open(Workflow.Repository);
        _workflow.HappensAfterRun(Workflow.Repository);

        (await _workflow.RunAsync("publish", "--check-run")).Code.ShouldBe(ExitCode.Pass);

        _server.Data.CheckRuns.ShouldHaveSingleItem()["head_sha"]!.GetValue<string>().ShouldBe(Workflow.Head);
        _server.Data.Comments.ShouldHaveSingleItem().Body.ShouldNotContain("nobody else");
    }

    [Theory]
    [InlineData("another commit")]
    [InlineData("another repository with a branch of the name")]
    [InlineData("a pull request of another repository")]
    [InlineData("a closed one")]
    [InlineData("several")]
    public async Task A_pull_request_that_is_not_surely_the_measured_one_gets_no_comment(string what)
    {
        Upload(Report());
        var fitting = new StoredPullRequest(7, "open", "fork-owner", Fork, "topic", Workflow.Head, Workflow.Repository);
        _server.Data.PullRequests.Add(what switch
        {
            "another commit" => fitting with { HeadSha = new string('9', 40) },
            "another repository with a branch of the name" => fitting with { HeadRepository = "fork-owner/other" },
            "a pull request of another repository" => fitting with { BaseRepository = "fork-owner/widgets" },
            "a closed one" => fitting with { State = "closed" },
            _ => fitting,
        });
        if (what == "several") _server.Data.PullRequests.Add(fitting with { Number = 8 });
        _workflow.HappensAfterRun(Fork);

        var result = await _workflow.RunAsync("publish", "--check-run");

        result.Code.ShouldBe(ExitCode.Pass);
        result.Error.ShouldContain("warning PG4013:");
        _server.Writes.ShouldBeEmpty();
        _workflow.Summary.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Of_several_attempts_the_last_ones_artifact_is_read()
    {
        _server.Data.Artifacts.Add(
            new StoredArtifact(6, 400, "perfgate-report", ReportArchiveTests.Zip((ReportArchive.EntryName, Report()))));
        _server.Data.Artifacts.Add(new StoredArtifact(5, 400, "perfgate-report", []));
        Open(Fork);
        _workflow.HappensAfterRun(Fork);

        (await _workflow.RunAsync("publish")).Code.ShouldBe(ExitCode.Pass);
    }

    [Fact]
    public async Task Hostile_names_in_a_strangers_report_reach_the_log_in_no_way()
    {
        const string Hostile = "::error::x\n::set-output name=a::b\n<img src=x> @everyone";
        var finding = Sample.Finding(Outcome.Major, Sample.Id("N", "T", Hostile), Metric.Time, 100, 140, 0.01, Hostile);
        Upload(Json(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding])));
        Open(Fork);
        _workflow.HappensAfterRun(Fork);

        var result = await _workflow.RunAsync("publish");

        (result.Out + result.Error).ShouldNotContain("::");
        var body = _server.Data.Comments.ShouldHaveSingleItem().Body;
        body.ShouldNotContain("<img");
        body.ShouldNotContain("@everyone");
    }

    [Fact]
    public async Task An_older_run_that_is_published_late_does_not_overwrite_a_newer_one()
    {
        Upload(Report());
        Open(Fork);
        var newer = _server.Data.AddComment(7, "github-actions[bot]", $"{CommentMarker.Of("default")}\n{CommentMarker.OfRun("401.1")}\n");
        _workflow.HappensAfterRun(Fork);

        (await _workflow.RunAsync("publish")).Code.ShouldBe(ExitCode.Pass);

        _server.Data.Comments.ShouldHaveSingleItem().ShouldBe(newer);
    }

    [Fact]
    public async Task A_run_on_a_push_is_summarized_and_commented_nowhere()
    {
        Upload(Report());
        Open(Workflow.Repository);
        _workflow.HappensAfterRun(Workflow.Repository, @event: "push");

        (await _workflow.RunAsync("publish")).Code.ShouldBe(ExitCode.Pass);

        _server.Writes.ShouldBeEmpty();
        _workflow.Summary.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_report_in_a_file_is_published_for_the_event_at_hand()
    {
        _workflow.HappensOnPullRequest();
        File.WriteAllBytes(_workflow["report.json"], Report());

        (await _workflow.RunAsync("publish", "--report", "report.json", "--check-run")).Code.ShouldBe(ExitCode.Pass);

        _server.Data.Comments.ShouldHaveSingleItem();
        _server.Data.CheckRuns.ShouldHaveSingleItem();
        _workflow.Outputs["report"].ShouldBe(_workflow["report.json"]);
    }

    [Fact]
    public async Task A_report_in_a_file_that_comes_too_late_makes_no_comment()
    {
        _workflow.HappensOnPullRequest();
        _server.Data.PullRequests.Add(
            new StoredPullRequest(7, "open", "octo", Workflow.Repository, "topic", new string('d', 40), Workflow.Repository));
        File.WriteAllBytes(_workflow["report.json"], Report());

        var result = await _workflow.RunAsync("publish", "--report", "report.json");

        result.Error.ShouldContain("has got new commits since");
        _server.Data.Comments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Results_are_judged_with_the_configuration_that_is_here()
    {
        _workflow.HappensOnPullRequest();
        Tool.Results.ResultSetFile.Write(_workflow["current.json"], Workflow.Results(1.4));
        _workflow.Write("perfgate.json", """{ "gate": { "failOn": "never" } }""");

        var result = await _workflow.RunAsync("publish", "--results", "current.json", "--against", "base.json");

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        _workflow.Outputs["verdict"].ShouldBe("pass");
        _workflow.Outputs["major"].ShouldBe("1");
        _server.Data.Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_report_of_thousands_fits_in_a_comment()
    {
        _workflow.HappensOnPullRequest();
        File.WriteAllBytes(
            _workflow["report.json"],
            Json(
                Sample.Of(
                    Verdict.Fail,
                    ExitCode.GateFailed,
                    [.. Sample.Large(5000).Result.Findings.Where(finding => finding.Outcome is Outcome.Major or Outcome.Improved)])));

        (await _workflow.RunAsync("publish", "--report", "report.json", "--check-run")).Code.ShouldBe(ExitCode.Pass);

        _server.Data.Comments.ShouldHaveSingleItem().Body.ShouldEndWith("<!-- perfgate:state:open -->\n");
        _server.Data.CheckRuns.ShouldHaveSingleItem();
    }

    private void Upload(byte[] report) =>
        _server.Data.Artifacts.Add(
            new StoredArtifact(5, 400, "perfgate-report", ReportArchiveTests.Zip((ReportArchive.EntryName, report))));

    private void Open(string headRepository) =>
        _server.Data.PullRequests.Add(
            new StoredPullRequest(7, "open", headRepository.Split('/')[0], headRepository, "topic", Workflow.Head, Workflow.Repository));

    private static byte[] Report() => Json(Sample.Small);

    private static byte[] Lie()
    {
        var document = JsonNode.Parse(Report())!;
        document["verdict"] = "pass";
        document["exitCode"] = 0;
        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static byte[] Json(Report report) => System.Text.Encoding.UTF8.GetBytes(Sample.Text(ReportFormat.Json, report));
}
