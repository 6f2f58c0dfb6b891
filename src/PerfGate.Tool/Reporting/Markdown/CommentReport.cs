namespace PerfGate.Tool.Reporting;

/// <summary>What a comment needs to know beside the report.</summary>
internal sealed record CommentOptions
{
    /// <summary>Which comment of a pull request it is: one a key.</summary>
    public required string Key { get; init; }

    /// <summary>The run that writes it; empty when there is none.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Most UTF-8 bytes that it may take. GitHub refuses more than 65,536 characters.</summary>
    public int MaxBytes { get; init; } = 65_000;

    /// <summary>Whether an earlier comment reported a regression that is gone now.</summary>
    public bool Resolved { get; init; }

    /// <summary>Where the run can be read; null without a link.</summary>
    public Uri? RunLink { get; init; }
}

/// <summary>The report as a comment on a pull request.</summary>
internal static class CommentReport
{
    /// <summary>The comment: hidden lines by which it is found again, and the page.</summary>
    public static string Write(Report report, CommentOptions options)
    {
        var markers = $"{CommentMarker.Of(options.Key)}\n{CommentMarker.OfRun(options.RunId)}\n\n";
        return MarkdownReport.Text(
            report, new MarkdownSize(Rows: 20, Folded: 20, options.MaxBytes), markers, Foot(options), options.Resolved);
    }

    private static string Foot(CommentOptions options) => options.RunLink is { IsAbsoluteUri: true, Scheme: "https" or "http" } address
        ? $"\n<sub><a href=\"{MarkdownText.Entities(address.AbsoluteUri)}\">run</a></sub>\n"
        : "";
}
