namespace PerfGate.Tool.Configuration;

/// <summary>When a check publishes.</summary>
internal enum PublishMode
{
    /// <summary>Where there is somebody to publish to: in GitHub Actions.</summary>
    Auto,

    Always,

    Never,
}

/// <summary>When a pull request gets a comment. One that is there is always kept true.</summary>
internal enum CommentMode
{
    Always,

    /// <summary>When something changed, to the worse or to the better, or failed.</summary>
    Changes,

    /// <summary>When something got worse or failed.</summary>
    Regressions,

    Never,
}

/// <summary>What is published.</summary>
internal sealed record PublishSettings
{
    public required PublishMode Mode { get; init; }

    public required CommentMode Comment { get; init; }

    /// <summary>Whether a check run is made of the verdict too; a commit status where the token may not make one.</summary>
    public required bool CheckRun { get; init; }

    /// <summary>Whether a gate that passes fails when its report could not be published.</summary>
    public required bool Required { get; init; }

    /// <summary>Keeps several comments of a pull request apart; null to make one of folder and environment.</summary>
    public required string? Key { get; init; }
}
