using System.Text;
using PerfGate.Fuzzing.Readers;
using PerfGate.Tool.GitHub;

namespace PerfGate.Fuzzing.Running;

/// <summary>A server that sends a gigabyte.</summary>
internal static class HugeAnswers
{
    private const int ChunkBytes = 64 << 10;

    /// <param name="bytes">How much it sends.</param>
    /// <param name="report">Reads, and yields 1 for a problem.</param>
    public static int Run(long bytes, Func<string, Action, int> report)
    {
        using var server = new AnswerServer { Repetitions = (int)(bytes / ChunkBytes) };
        var connection = new GitHubConnection(server.Api, "token") { Patience = TimeSpan.Zero, Retries = 1 };
        using var client = new GitHubClient(connection, new RepositoryName("octo", "widgets"), TimeProvider.System);
        Answer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[");
        var problems = report("answer with comments", () => client.CommentsAsync(7, CancellationToken.None).GetAwaiter().GetResult());
        Answer($"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: {server.Api}storage\r\n\r\n");
        return problems + report("artifact", () => client.DownloadAsync(3, 16 << 20, CancellationToken.None).GetAwaiter().GetResult());

        void Answer(string text) => server.Answer = Encoding.UTF8.GetBytes(text);
    }
}
