using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Tests.GitHub.Server;
using Repository = PerfGate.Tool.Tests.Reporting.Repository;

namespace PerfGate.Tool.Tests.Publishing;

/// <summary>The two stages as docs/github.md shows them.</summary>
public sealed partial class TranscriptTests
{
    private const string Fork = "fork-owner/widgets";

    private static readonly string Document = Repository.PathOf("docs", "github.md");

    /// <summary>With PERFGATE_UPDATE_EXPECTED=1 it writes the transcript, and fails all the same.</summary>
    [Fact]
    public async Task The_transcript_in_the_documentation_is_that_of_a_real_run()
    {
        var actual = await RunAsync();
        var document = File.ReadAllText(Document).ReplaceLineEndings("\n");
        var (start, end) = Bounds(document);
        if (Environment.GetEnvironmentVariable("PERFGATE_UPDATE_EXPECTED") == "1" && document[start..end] != actual)
        {
            File.WriteAllText(Document, document[..start] + actual + document[end..]);
            throw new InvalidOperationException("docs/github.md was rewritten: look at the difference and run again.");
        }

        document[start..end].ShouldBe(actual);
    }

    private static async Task<string> RunAsync()
    {
        await using var server = await LocalGitHub.StartAsync();
        var transcript = new StringBuilder();
        using var untrusted = new Workflow(server: null);
        untrusted.HappensOnPullRequest(Fork);
        await StepAsync(
            "1. pull_request, in the fork's own run",
            untrusted,
            1.4,
            "check --results current.json --against base.json --report json=perfgate-report.json");
        server.Data.Artifacts.Add(
            new StoredArtifact(
                5,
                400,
                "perfgate-report",
                ReportArchiveTests.Zip((ReportArchive.EntryName, File.ReadAllBytes(untrusted[ReportArchive.EntryName])))));
        server.Data.PullRequests.Add(new StoredPullRequest(7, "open", "fork-owner", Fork, "topic", Workflow.Head, Workflow.Repository));

        using var trusted = new Workflow(server);
        trusted.HappensAfterRun(Fork);
        await StepAsync("2. workflow_run, in the repository", trusted, null, "publish");
        trusted.HappensAfterRun(Fork, run: 399);
        await StepAsync("3. the same after an older run, which comes too late", trusted, null, "publish");
        server.Data.PullRequests.Clear();
        trusted.HappensAfterRun(Fork);
        await StepAsync("4. the same after the pull request was closed", trusted, null, "publish");
        return transcript.ToString();

        async Task StepAsync(string title, Workflow workflow, double? slower, string line)
        {
            var before = server.Arrived.Count;
            if (title.StartsWith('3')) server.Data.Artifacts.Add(server.Data.Artifacts[0] with { Id = 6, Run = 399 });
            var result = slower is { } factor
                ? await workflow.CheckAsync(factor, [.. line.Split(' ').SkipWhile(word => word != "--report")])
                : await workflow.RunAsync(line.Split(' '));
            transcript.Append(CultureInfo.InvariantCulture, $"# {title}\n$ dotnet perfgate {line}\n");
            if (result.Out.Length > 0) transcript.Append("(the report, and on standard error)\n");
            transcript.Append(Plain(result.Error)).Append(CultureInfo.InvariantCulture, $"exit code {(int)result.Code}\n");
            foreach (var request in server.Arrived.Skip(before))
            {
                transcript.Append(
                    CultureInfo.InvariantCulture, $"> {request}{(request.Authorization is null ? "  (without the token)" : "")}\n");
            }
            transcript.Append('\n');
            server.Problems.ShouldBeEmpty();
        }
    }

    // What is random, and what others decide: the words of an annotation.
    private static string Plain(string text) => Annotation().Replace(Token().Replace(text, "…"), "::error …");

    private static (int Start, int End) Bounds(string document)
    {
        const string Fence = "```text two stages\n";
        var start = document.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return (start, document.IndexOf("```", start, StringComparison.Ordinal));
    }

    [GeneratedRegex("[0-9a-f]{40}", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("^::error .*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Annotation();
}
