using System.Net;
using System.Text.Json.Nodes;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.Publishing;

/// <summary>What the second stage does not take.</summary>
public sealed partial class PublishCommandTests
{
    [Theory]
    [InlineData("missing", "PG4011")]
    [InlineData("expired", "PG4011")]
    [InlineData("no zip", "PG4011")]
    [InlineData("bomb", "PG4011")]
    [InlineData("archive too large", "PG4009")]
    [InlineData("no report", "PG4012")]
    [InlineData("contradiction", "PG4012")]
    public async Task An_artifact_that_cannot_be_used_is_named_and_nothing_is_written(string what, string code)
    {
        Open(Fork);
        _workflow.HappensAfterRun(Fork);
        var zip = what switch
        {
            "no zip" => "PK"u8.ToArray(),
            "bomb" => ReportArchiveTests.Zip((ReportArchive.EntryName, new byte[ReportArchive.MaxEntryBytes + 1])),
            "no report" => ReportArchiveTests.Zip((ReportArchive.EntryName, "{}"u8.ToArray())),
            "contradiction" => ReportArchiveTests.Zip((ReportArchive.EntryName, Lie())),
            _ => ReportArchiveTests.Zip((ReportArchive.EntryName, Report())),
        };
        if (what != "missing") _server.Data.Artifacts.Add(new StoredArtifact(5, 400, "perfgate-report", zip, Expired: what == "expired"));
        if (what == "archive too large") _server.Data.Inflate = true;

        var result = await _workflow.RunAsync("publish");

        result.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        result.Error.ShouldContain($"error {code}:");
        _server.Writes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("verdict")]
    [InlineData("##[error]x")]
    public async Task A_report_that_is_refused_is_not_quoted_in_the_log(string member)
    {
        var document = JsonNode.Parse(Report())!;
        document[member] = "::error::x ##[error]y";
        if (member.StartsWith('#')) document["exitCode"] = "1";
        Upload(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));
        Open(Fork);
        _workflow.HappensAfterRun(Fork);

        var result = await _workflow.RunAsync("publish");

        result.Error.ShouldContain("PG4012");
        (result.Out + result.Error).ShouldNotContain("##[");
        (result.Out + result.Error).ShouldNotContain("::");
    }

    [Fact]
    public async Task When_it_cannot_publish_it_fails()
    {
        _workflow.HappensOnPullRequest();
        File.WriteAllBytes(_workflow["report.json"], Report());
        _server.Add(Fault.Status("POST", "comments", HttpStatusCode.Forbidden, "Resource not accessible by integration"));

        var result = await _workflow.RunAsync("publish", "--report", "report.json");

        result.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        result.Error.ShouldContain("error PG4004:");
    }

    [Theory]
    [InlineData(2, "PG1001")]
    [InlineData(2, "PG1001", "--report", "a.json", "--results", "b.json")]
    [InlineData(5, "PG4012", "--report", "missing.json")]
    public async Task What_is_published_has_to_be_said(int code, string error, params string[] options)
    {
        _workflow.HappensOnPullRequest();

        var result = await _workflow.RunAsync(["publish", .. options]);

        ((int)result.Code).ShouldBe(code);
        result.Error.ShouldContain($"error {error}:");
    }

    [Theory]
    [InlineData("workflow_run/id")]
    [InlineData("workflow_run/event")]
    [InlineData("workflow_run/head_sha")]
    [InlineData("workflow_run/head_branch")]
    [InlineData("workflow_run/head_repository")]
    [InlineData("workflow_run")]
    public async Task An_event_that_does_not_say_what_was_measured_is_refused(string missing)
    {
        _workflow.HappensAfterRun(Fork);
        var payload = JsonNode.Parse(File.ReadAllText(_workflow.Variables["GITHUB_EVENT_PATH"]))!.AsObject();
        var steps = missing.Split('/');
        (steps.Length == 1 ? payload : payload[steps[0]]!.AsObject())[steps[^1]] = null;
        _workflow.Happens("workflow_run", payload);

        var result = await _workflow.RunAsync("publish");

        result.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        result.Error.ShouldContain("error PG4010:");
        _server.Arrived.ShouldBeEmpty();
    }
}
