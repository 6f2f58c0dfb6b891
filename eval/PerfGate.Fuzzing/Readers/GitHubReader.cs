using System.Text;
using PerfGate.Fuzzing.Running;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Fuzzing.Readers;

/// <summary>
/// Answers of a server on this machine that says what the input says, headers and all. The first line names what is asked for; what follows
/// answers every request.
/// </summary>
internal static class GitHubReader
{
    private static readonly RepositoryName Repository = new("octo", "widgets");

    public static Reader Create()
    {
        var server = new AnswerServer();
        return new Reader("github", InputShape.Json, () => Seeds(server), bytes => Read(server, bytes))
        {
            Words =
            [
                "Link: ", "Retry-After: 0", "Location: ", "HTTP/1.1 302 Found", "HTTP/1.1 403 No", "HTTP/1.1 500 No", "\r\n\r\n",
                "x-ratelimit-remaining: 0", "Content-Length: 99999999999", "Transfer-Encoding: chunked",
            ],
            // Pages are read one after the other, each of them this input again.
            LongestInput = 1 << 20,
            BytesForEach = 20_000,
        };
    }

    private static Reading Read(AnswerServer server, byte[] bytes)
    {
        var line = bytes.AsSpan().IndexOf((byte)'\n');
        var question = line < 0 ? "" : Encoding.UTF8.GetString(bytes, 0, line);
        server.Answer = bytes.AsMemory(line + 1);
        var connection = new GitHubConnection(server.Api, "token")
        {
            Patience = TimeSpan.Zero,
            Retries = 1,
            Attempt = TimeSpan.FromSeconds(10),
        };
        using var client = new GitHubClient(connection, Repository, TimeProvider.System);
        return new Reading(Accepted: true, Outcomes.Plain(AskAsync(client, question).GetAwaiter().GetResult()));
    }

    private static async Task<string> AskAsync(GitHubClient client, string question)
    {
        var run = new FollowedRun(new RunIdentity(400, 1), "pull_request", SampleSets.Commit, "topic", "octo", Repository);
        var followed = new FollowedRunReader(client, Repository, run);
        switch (question)
        {
            case "pulls":
                return $"pull {await followed.PullRequestAsync(CancellationToken.None)}";
            case "artifact":
                return $"report {(await followed.ReportAsync("perfgate-report", CancellationToken.None)).Result.Verdict}";
            case "commits":
                var commits = await client.CommitsAsync(SampleSets.Commit, CancellationToken.None);
                var letters = commits.Sum(commit => commit.Sha.Length + commit.Commit.Tree.Sha.Length);
                return $"commits {letters > 0} {commits.Sum(commit => commit.Parents.Sum(parent => parent.Sha.Length)) > 0}";
            default:
                var marker = CommentMarker.Of("default");
                var sticky = new StickyComment(client, 7, marker, new RunIdentity(500, 1)) { Login = "octo" };
                var comment = await sticky.PublishAsync(() => Task.FromResult(true), before => $"{marker}\n{before?.Length}", CancellationToken.None);
                return $"comment {comment?.Id}";
        }
    }

    private static IEnumerable<byte[]> Seeds(AnswerServer server)
    {
        yield return Of("comments", """
            [{"id":1,"body":"<!-- perfgate:v1:default -->\n","html_url":"https://github.com/x","user":{"login":"octo"}},
            {"id":2,"body":null,"html_url":"https://github.com/y","user":null}]
            """, $"Link: <{server.Api}next?page=2>; rel=\"next\"\r\n");
        yield return Of("comments", """{"id":1,"body":"x","html_url":"https://github.com/x","user":{"login":"octo"}}""");
        yield return Of("pulls", """
            [{"number":7,"state":"open","head":{"sha":"SHA","ref":"topic","repo":{"full_name":"octo/widgets"}},
            "base":{"sha":"SHA","ref":"main","repo":{"full_name":"octo/widgets"}}}]
            """);
        yield return Of("commits", """[{"sha":"SHA","commit":{"tree":{"sha":"SHA"}},"parents":[{"sha":"SHA"}]}]""");
        yield return Of("artifact", """
            {"total_count":1,"artifacts":[{"id":3,"name":"perfgate-report","size_in_bytes":100,"expired":false}]}
            """);
        yield return Of("comments", """
            {"message":"You have exceeded a secondary rate limit","errors":[{"code":"x"},"y",{"message":"z"}]}
            """, "Retry-After: 5\r\n", "403 Forbidden");
        yield return Of("artifact", "", $"Location: {server.Api}storage\r\n", "302 Found");
    }

    private static byte[] Of(string question, string body, string headers = "", string status = "200 OK") => Encoding.UTF8.GetBytes(
        $"{question}\nHTTP/1.1 {status}\r\nContent-Type: application/json\r\n{headers}Connection: close\r\n\r\n"
            + body.Replace("SHA", SampleSets.Commit, StringComparison.Ordinal));
}
