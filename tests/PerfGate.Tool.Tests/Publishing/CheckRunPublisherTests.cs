using System.Net;
using System.Text.Json.Nodes;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Tests.GitHub.Server;
using PerfGate.Tool.Tests.Reporting;

namespace PerfGate.Tool.Tests.Publishing;

public sealed class CheckRunPublisherTests : IAsyncLifetime
{
    private const string Sha = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private LocalGitHub _server = null!;

    public async Task InitializeAsync() => _server = await LocalGitHub.StartAsync();

    public async Task DisposeAsync()
    {
        _server.Problems.ShouldBeEmpty();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Annotations_go_fifty_at_a_time_and_those_without_a_place_not_at_all()
    {
        var placed = Enumerable.Range(1, 120).Select(i => new Annotation(AnnotationLevel.Error, "bench/A.cs", i, "title", "message"));

        await PublishAsync([.. placed, new Annotation(AnnotationLevel.Warning, null, null, "no place", "message")]);

        _server.Writes.Select(request => request.Method).ShouldBe(["POST", "PATCH", "PATCH"]);
        _server.Data.CheckRuns.Select(body => Annotations(body).Count).ShouldBe([50, 50, 20]);
        var last = Annotations(_server.Data.CheckRuns[2])[^1]!;
        last["start_line"]!.GetValue<int>().ShouldBe(120);
        last["annotation_level"]!.GetValue<string>().ShouldBe("failure");
    }

    [Fact]
    public async Task A_key_is_part_of_the_name_and_the_texts_keep_to_their_limits()
    {
        var title = new string('t', 1000);

        await PublishAsync(
            [new Annotation(AnnotationLevel.Notice, "bench/A.cs", null, title, "message")], key: "nightly", Sample.Large(5000));

        var body = _server.Data.CheckRuns.ShouldHaveSingleItem();
        body["name"]!.GetValue<string>().ShouldBe("PerfGate (nightly)");
        Annotations(body)[0]!["title"]!.GetValue<string>().Length.ShouldBe(255);
    }

    [Fact]
    public async Task A_status_in_its_place_has_a_description_of_at_most_140_characters()
    {
        _server.Add(Fault.Status("POST", "check-runs", HttpStatusCode.NotFound, "Not Found"));

        await PublishAsync([], key: "default", Sample.Large(5000));

        var (sha, body) = _server.Data.Statuses.ShouldHaveSingleItem();
        sha.ShouldBe(Sha);
        body["state"]!.GetValue<string>().ShouldBe("failure");
        body["description"]!.GetValue<string>().Length.ShouldBeInRange(1, 140);
    }

    private static JsonArray Annotations(JsonNode body) => body["output"]!["annotations"]!.AsArray();

    private async Task PublishAsync(IReadOnlyList<Annotation> annotations, string key = "default", Report? report = null)
    {
        using var client = new GitHubClient(
            new GitHubConnection(_server.Api, _server.Token), new RepositoryName("o", "r"), new VirtualTime());
        await new CheckRunPublisher(client, Sha, key, link: null).PublishAsync(report ?? Sample.Small, annotations, default);
    }
}
