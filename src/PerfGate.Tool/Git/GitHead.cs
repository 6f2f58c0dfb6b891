namespace PerfGate.Tool.Git;

/// <summary>What is checked out.</summary>
/// <param name="Commit">Null when there are no commits yet.</param>
/// <param name="Ref">Full name of the ref that HEAD is on, for example <c>refs/heads/main</c>; null when HEAD is detached.</param>
internal sealed record GitHead(GitCommit? Commit, string? Ref);
