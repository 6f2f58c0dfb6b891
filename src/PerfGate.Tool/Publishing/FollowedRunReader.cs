using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>
/// What a <c>workflow_run</c> needs of the run that it follows. That run may have been a stranger's code: which pull request it is about is
/// asked of GitHub, and of what it left only a report is read.
/// </summary>
internal sealed class FollowedRunReader(GitHubClient client, RepositoryName repository, FollowedRun run)
{
    /// <summary>The open pull request whose head is what the run measured.</summary>
    /// <exception cref="PerfGateException">There is none any more, or there are several.</exception>
    public async Task<long> PullRequestAsync(CancellationToken cancellationToken)
    {
        var open = await client.PullRequestsAsync(run.HeadOwner, run.HeadBranch, cancellationToken);
        var fitting = open.Where(pull => IsSame(pull.Head.Sha, run.HeadSha)
            && IsSame(pull.Head.Repo?.FullName, run.HeadRepository.ToString())
            && IsSame(pull.Base.Repo?.FullName, repository.ToString())
            && pull.State == "open").ToList();
        return fitting switch
        {
            [var only] => only.Number,
            [] => throw NotFound("no open pull request has the measured commit as its head: it was closed, or has moved on"),
            _ => throw NotFound("several open pull requests have the measured commit as their head"),
        };
    }

    /// <summary>The report that the run left.</summary>
    /// <exception cref="PerfGateException">There is none, or it cannot be read.</exception>
    public async Task<Report> ReportAsync(string artifactName, CancellationToken cancellationToken)
    {
        var artifacts = await client.ArtifactsAsync(run.Run.Id, artifactName, cancellationToken);

        // A run that was tried again has one of each attempt.
        var artifact = artifacts.Where(candidate => candidate.Name == artifactName).MaxBy(candidate => candidate.Id)
            ?? throw ReportArchive.Unusable($"'{SafeText.Clean(artifactName, 100)}' is not among those of the run");
        if (artifact.Expired) throw ReportArchive.Unusable("has expired");
        if (artifact.SizeInBytes > ReportArchive.MaxArchiveBytes) throw ReportArchive.Unusable("is larger than any report");
        var archive = await client.DownloadAsync(artifact.Id, ReportArchive.MaxArchiveBytes, cancellationToken);
        var json = await ReportArchive.ReadAsync(archive, cancellationToken);
        return JsonReportReader.Read(json, ReportArchive.EntryName);
    }

    private static bool IsSame(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private PerfGateException NotFound(string text) => new(
        ErrorCode.PullRequestNotFound, GitId.Short(run.HeadSha), text, "The run of the commit that is its head now has its own report.");
}
