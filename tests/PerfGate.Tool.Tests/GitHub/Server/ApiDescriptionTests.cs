using System.Text.Json.Nodes;

namespace PerfGate.Tool.Tests.GitHub.Server;

/// <summary>What holds the client to GitHub's description has to notice when it does not keep to it.</summary>
public sealed class ApiDescriptionTests
{
    private const string Checks = "/repos/o/r/check-runs";

    private static readonly ApiDescription Description = new();

    [Theory]
    [InlineData("POST", "/repos/o/r/issues/7/comments", """{ "body": "text" }""", null)]
    [InlineData("POST", "/repos/o/r/issues/7/comments", """{ "body": "text", "key": 1 }""", "key is unknown")]
    [InlineData("POST", "/repos/o/r/issues/7/comments", "{}", "body is missing")]
    [InlineData("POST", "/repos/o/r/issues/7/comments", """{ "body": 7 }""", "Integer instead of")]
    [InlineData("POST", "/repos/o/r/issues/seven/comments", """{ "body": "text" }""", "no integer")]
    [InlineData("GET", "/repos/o/r/issues/7/comments?per_page=100", null, null)]
    [InlineData("GET", "/repos/o/r/issues/7/comments?order=up", null, "order is unknown")]
    [InlineData("GET", "/repos/o/r/issues/7/comments", "{}", "a body where there is none")]
    [InlineData("GET", "/repos/o/r/pulls?state=merged", null, "none of the choices")]
    [InlineData("POST", Checks, """{ "name": "n", "head_sha": "s", "conclusion": "good" }""", "none of the choices")]
    [InlineData("POST", Checks, """{ "name": "n", "head_sha": "s", "output": { "title": "t" } }""", "summary is missing")]
    [InlineData("POST", Checks, """{ "name": "n", "head_sha": "s", "details_url": "here" }""", null)]
    [InlineData("PATCH", Checks + "/1", """{ "status": "completed" }""", "conclusion is missing")]
    [InlineData("PATCH", Checks + "/1", """{ "status": "completed", "conclusion": "success" }""", null)]
    public void A_request_is_held_against_it(string method, string address, string? body, string? problem)
    {
        var parts = address.Split('?');
        var query = parts.Skip(1).Select(parameter => KeyValuePair.Create(parameter.Split('=')[0], parameter.Split('=')[1]));
        var operation = Description.Find(method, parts[0]).ShouldNotBeNull();

        var json = body is null ? null : JsonNode.Parse(body);
        var problems = ApiDescription.RequestProblems(operation, query, "application/json", json).ToList();

        if (problem is null) problems.ShouldBeEmpty();
        else problems.ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Fact]
    public void Texts_and_lists_beyond_their_limits_are_noticed()
    {
        var annotation = """{ "path": "a", "start_line": 1, "end_line": 1, "annotation_level": "failure", "message": "m" }""";
        var annotations = string.Join(',', Enumerable.Repeat(annotation, 51));
        var body = $$"""{ "name": "n", "head_sha": "s", "output": { "title": "t", "summary": "{{new string('x', 65_536)}}","""
            + $$""" "annotations": [{{annotations}}] } }""";

        var problems = ApiDescription
            .RequestProblems(Description.Find("POST", Checks)!, [], "application/json", JsonNode.Parse(body))
            .ToList();

        problems.Count.ShouldBe(2);
        problems.ShouldContain(problem => problem.Contains("more than 65535"));
        problems.ShouldContain(problem => problem.Contains("51 items are more than 50"));
    }

    [Fact]
    public void Answers_are_held_against_it_too()
    {
        var operation = Description.Find("DELETE", "/repos/o/r/issues/comments/1").ShouldNotBeNull();

        Description.ResponseProblems(operation, 204, null).ShouldBeEmpty();
        Description.ResponseProblems(operation, 204, new JsonObject()).ShouldNotBeEmpty();
        Description.ResponseProblems(operation, 200, null).ShouldNotBeEmpty();
        Description.ResponseProblems(operation, 502, new JsonObject { ["message"] = "m" }).ShouldBeEmpty();
        Description.ResponseProblems(operation, 502, new JsonObject { ["text"] = "m" }).ShouldNotBeEmpty();
        Description.Find("GET", "/repos/o/r/issues").ShouldBeNull();
    }
}
