using System.Net;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.Publishing;

/// <summary>What goes wrong in publishing, and what never reaches a log.</summary>
public sealed partial class CheckPublishingTests
{
    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "PG4003")]
    [InlineData(HttpStatusCode.Forbidden, "PG4004")]
    [InlineData(HttpStatusCode.NotFound, "PG4005")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "PG4006")]
    [InlineData(HttpStatusCode.TooManyRequests, "PG4007")]
    [InlineData(HttpStatusCode.BadGateway, "PG4008")]
    public async Task Publishing_never_changes_what_the_gate_said(HttpStatusCode status, string code)
    {
        _workflow.HappensOnPullRequest();
        _server.Add(Fault.Status("GET", "comments", status, "trouble", 1000));

        var passing = await _workflow.CheckAsync(1, "--comment", "always");
        var failing = await _workflow.CheckAsync(1.4, "--require-publish");
        var required = await _workflow.CheckAsync(1, "--comment", "always", "--require-publish");

        passing.Code.ShouldBe(ExitCode.Pass);
        passing.Error.ShouldContain($"warning {code}:");
        failing.Code.ShouldBe(ExitCode.GateFailed);
        required.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        required.Error.ShouldContain($"error {code}:");
        foreach (var result in new[] { passing, failing, required })
        {
            (result.Out + result.Error).ShouldNotContain(_server.Token);
            _workflow.Summary.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("GITHUB_TOKEN", null, "PG4002")]
    [InlineData("GITHUB_TOKEN", "two\nlines", "PG4002")]
    [InlineData("GITHUB_API_URL", "http://api.github.com", "PG4002")]
    [InlineData("GITHUB_API_URL", "https://user:secret@api.github.com", "PG4002")]
    [InlineData("GITHUB_API_URL", "ftp://127.0.0.1", "PG4002")]
    [InlineData("GITHUB_EVENT_PATH", "/no/such/file", "PG4010")]
    [InlineData("GITHUB_EVENT_PATH", null, "PG4010")]
    [InlineData("GITHUB_REPOSITORY", "../..", "PG4010")]
    [InlineData("GITHUB_STEP_SUMMARY", "/no/such/folder/file", "PG4014")]
    [InlineData("GITHUB_OUTPUT", "/no/such/folder/file", "PG4014")]
    public async Task An_environment_that_does_not_fit_is_a_warning_with_a_next_step(string variable, string? value, string code)
    {
        _workflow.HappensOnPullRequest();
        if (value is null) _workflow.Variables.Remove(variable);
        else _workflow.Variables[variable] = value;

        var result = await _workflow.CheckAsync(1.4, "--comment", "always");

        result.Code.ShouldBe(ExitCode.GateFailed);
        result.Error.ShouldContain($"warning {code}:");
        result.Error.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_report_of_an_earlier_run_is_not_put_out_where_this_one_could_not_write_its_own()
    {
        _workflow.HappensOnPullRequest();
        // With what is added to it until it is moved there, the name is too long.
        var name = new string('r', 250);
        _workflow.Write(name, "old");

        (await _workflow.CheckAsync(1.4, "--report", $"json={name}")).Error.ShouldContain("error PG4001:");
        _workflow.Outputs["report"].ShouldBeEmpty();

        _workflow.Write("runner/output", "");
        await _workflow.CheckAsync(1.4, "--report", $"json={name}", "--report", "json=report.json");
        _workflow.Outputs["report"].ShouldBe(_workflow["report.json"]);
    }

    [Fact]
    public async Task PERFGATE_GITHUB_TOKEN_wins_and_no_token_is_ever_printed()
    {
        _workflow.HappensOnPullRequest();
        _workflow.Variables["GITHUB_TOKEN"] = "ghp_otherTOKEN";
        _workflow.Variables["PERFGATE_GITHUB_TOKEN"] = _server.Token;

        var result = await _workflow.CheckAsync(1.4, "--verbosity", "diagnostic");

        _server.Data.Comments.ShouldHaveSingleItem();
        (result.Out + result.Error + _workflow.Summary).ShouldNotContain("TOKEN");
    }
}
