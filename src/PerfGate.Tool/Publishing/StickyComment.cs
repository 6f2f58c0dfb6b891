using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>
/// The one comment of a pull request and key. It is found by its first line and by who wrote it, which is any bot where nobody says
/// whose token it is; the oldest stays and later ones go. The run that wrote it stands in it, so a run that was overtaken changes
/// nothing.
/// </summary>
internal sealed class StickyComment(GitHubClient client, long pullRequest, string marker, RunIdentity run)
{
    private const string BotEnding = "[bot]";

    /// <summary>Login that writes with this token; null to ask GitHub.</summary>
    public string? Login { get; init; }

    /// <summary>Creates, updates or leaves the comment.</summary>
    /// <param name="isWanted">Whether to create one, asked where there is none.</param>
    /// <param name="write">Writes the body; given the body that it replaces.</param>
    /// <param name="cancellationToken">Ends the publishing.</param>
    /// <returns>The comment as it stands; null when there is none.</returns>
    public async Task<Comment?> PublishAsync(
        Func<Task<bool>> isWanted, Func<string?, string> write, CancellationToken cancellationToken)
    {
        var mine = await FindAsync(Login ?? await LoginAsync(cancellationToken), cancellationToken);
        if (mine.Count > 0) return await SettleAsync(mine, write, cancellationToken) ?? await CreateAsync(write, cancellationToken);
        return await isWanted() ? await CreateAsync(write, cancellationToken) : null;
    }

    // Another job may have written one in the meantime, and a lost connection may have hidden that this one did: look again.
    private async Task<Comment?> CreateAsync(Func<string?, string> write, CancellationToken cancellationToken)
    {
        var created = await client.CreateCommentAsync(pullRequest, write(null), cancellationToken);
        var mine = await FindAsync(created.User?.Login, cancellationToken);
        if (mine.Count == 0) return created;
        if (mine[0].Id != created.Id) return await SettleAsync(mine, write, cancellationToken);
        await DeleteAsync(mine.Skip(1).Where(comment => !RunOf(comment).IsNewerThan(run)), cancellationToken);
        return created;
    }

    /// <summary>Brings the oldest up to date and removes the others; null when the oldest is gone.</summary>
    private async Task<Comment?> SettleAsync(IReadOnlyList<Comment> mine, Func<string?, string> write, CancellationToken cancellationToken)
    {
        var oldest = mine[0];
        if (mine.Any(comment => RunOf(comment).IsNewerThan(run)))
        {
            // Whoever is newer tidies up; only what this run itself left goes.
            await DeleteAsync(mine.Skip(1).Where(comment => RunOf(comment).Equals(run)), cancellationToken);
            return oldest;
        }

        var body = write(oldest.Body);
        try
        {
            if (oldest.Body?.ReplaceLineEndings("\n") != body) oldest = await client.UpdateCommentAsync(oldest.Id, body, cancellationToken);
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.GitHubNotFound)
        {
            return null;
        }

        await DeleteAsync(mine.Skip(1), cancellationToken);
        return oldest;
    }

    /// <param name="login">Who wrote it; null for any bot.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    private async Task<IReadOnlyList<Comment>> FindAsync(string? login, CancellationToken cancellationToken)
    {
        var comments = await client.CommentsAsync(pullRequest, cancellationToken);
        return
        [
            .. comments
                .Where(comment => comment.User is { } author && IsBy(login, author.Login))
                .Where(comment => comment.Body?.StartsWith(marker, StringComparison.Ordinal) == true)
                .OrderBy(comment => comment.Id),
        ];
    }

    private async Task DeleteAsync(IEnumerable<Comment> comments, CancellationToken cancellationToken)
    {
        foreach (var comment in comments) await client.DeleteCommentAsync(comment.Id, cancellationToken);
    }

    private static bool IsBy(string? login, string author) => login is null
        ? author.EndsWith(BotEnding, StringComparison.OrdinalIgnoreCase)
        : string.Equals(author, login, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whose token it is; null where it may not ask, as the tokens of apps and of GitHub Actions may not.</summary>
    private async Task<string?> LoginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.LoginAsync(cancellationToken);
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.GitHubPermissionMissing)
        {
            return null;
        }
    }

    // A comment that does not say is older than all that do.
    private static RunIdentity RunOf(Comment comment) =>
        RunIdentity.Parse(CommentMarker.RunOf(comment.Body ?? "")) ?? new RunIdentity(0, 0);
}
