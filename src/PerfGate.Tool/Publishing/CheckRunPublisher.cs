using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>The verdict as a check run of a commit, or as a commit status where the token may not make check runs.</summary>
internal sealed class CheckRunPublisher(GitHubClient client, string sha, string key, Uri? link)
{
    // GitHub's limits: of the texts of a check run in characters, of annotations in a request, of a status' description.
    private const int MaxText = 65_000;
    private const int MaxAnnotations = 50;
    private const int MaxTitle = 255;
    private const int MaxDescription = 140;

    private readonly string _name = key == CommentKey.Default ? "PerfGate" : $"PerfGate ({key})";

    /// <summary>Publishes it, as the one or as the other.</summary>
    public async Task PublishAsync(Report report, IReadOnlyList<Annotation> annotations, CancellationToken cancellationToken)
    {
        try
        {
            await CheckRunAsync(report, [.. annotations.Select(Convert).OfType<CheckAnnotation>()], cancellationToken);
        }
        catch (PerfGateException problem) when (problem.Code is ErrorCode.GitHubPermissionMissing or ErrorCode.GitHubNotFound)
        {
            await StatusAsync(report, cancellationToken);
        }
    }

    private async Task CheckRunAsync(Report report, IReadOnlyList<CheckAnnotation> annotations, CancellationToken cancellationToken)
    {
        var title = SafeText.Clean(Wording.Headline(report), MaxTitle - 1);
        var summary = SummaryReport.Write(report, MaxText);
        var parts = annotations.Chunk(MaxAnnotations).ToList();
        var output = new CheckOutput(title, summary, parts.FirstOrDefault() ?? []);
        var request = new CheckRunRequest(_name, sha, "completed", Conclusion(report), link, output);
        var check = await client.CreateCheckRunAsync(request, cancellationToken);
        foreach (var more in parts.Skip(1))
        {
            await client.UpdateCheckRunAsync(check.Id, new CheckRunUpdate(output with { Annotations = more }), cancellationToken);
        }
    }

    private Task StatusAsync(Report report, CancellationToken cancellationToken)
    {
        var description = SafeText.Clean(Wording.Headline(report), MaxDescription - 1);
        var state = report.ExitCode == ExitCode.Pass ? "success" : "failure";
        return client.CreateStatusAsync(sha, new CommitStatus(state, link, description, _name), cancellationToken);
    }

    private static string Conclusion(Report report) =>
        report.ExitCode != ExitCode.Pass ? "failure" : report.Result.Verdict == Verdict.Inconclusive ? "neutral" : "success";

    // A check run has no annotation without a place.
    private static CheckAnnotation? Convert(Annotation annotation) => annotation.File is not { } file ? null : new CheckAnnotation(
        file,
        annotation.Line ?? 1,
        annotation.Line ?? 1,
        annotation.Level == AnnotationLevel.Error ? "failure" : Wording.Word(annotation.Level),
        annotation.Message,
        SafeText.Clean(annotation.Title, MaxTitle - 1));
}
