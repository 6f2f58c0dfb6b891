using System.Net;
using System.Net.Sockets;
using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.GitHub;

/// <summary>Answers that GitHub's description does not know, as a proxy or a broken server may give them.</summary>
public sealed class StrangeAnswerTests
{
    private static readonly RepositoryName Name = new("o", "r");

    [Theory]
    [InlineData("[null]")]
    [InlineData("null")]
    [InlineData("""[{"id":1,"body":"\ud800","html_url":"https://github.com/x","user":null}]""")]
    public async Task Nothing_where_something_was_expected_is_not_understood(string body)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = AnswerAsync(listener, body);
        var api = new Uri($"http://{listener.LocalEndpoint}");
        using var client = new GitHubClient(new GitHubConnection(api, "token"), Name, new VirtualTime());

        var problem = await Should.ThrowAsync<PerfGateException>(() => client.CommentsAsync(7, default));

        problem.Code.ShouldBe(ErrorCode.GitHubAnswerUnusable);
        await serving;
    }

    [Fact]
    public void A_redirection_to_what_is_no_address_has_no_address()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Redirect)
        {
            RequestMessage = new HttpRequestMessage(HttpMethod.Get, new Uri("https://api.github.test/repos/o/r")),
        };
        response.Headers.TryAddWithoutValidation("Location", "//:");

        Answer.Of(response, []).Location.ShouldBeNull();
    }

    [Fact]
    public void A_refusal_in_words_that_are_no_Unicode_stays_a_refusal()
    {
        var answer = new Answer { Status = HttpStatusCode.Forbidden, Body = """{"message":"no","errors":["\ud800"]}"""u8.ToArray() };

        var refusal = Refusal.Of(new Request(HttpMethod.Get, new Uri("https://api.github.test/")), answer);

        refusal.Code.ShouldBe(ErrorCode.GitHubPermissionMissing);
    }

    private static async Task AnswerAsync(TcpListener listener, string body)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        await client.GetStream().ReadExactlyAsync(buffer.AsMemory(0, 1));
        var head = FormattableString.Invariant($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n");
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(head + body));
        while (await client.GetStream().ReadAsync(buffer) > 0)
        {
            // Until the client has closed too.
        }
    }
}
