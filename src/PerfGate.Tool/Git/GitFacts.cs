using System.Collections.Immutable;

namespace PerfGate.Tool.Git;

/// <summary>A commit and its tree, by their full ids.</summary>
internal sealed record GitCommit(string Id, string Tree);

/// <summary>What is checked out.</summary>
/// <param name="Commit">Null when there are no commits yet.</param>
/// <param name="Ref">Full name of the ref that HEAD is on, for example <c>refs/heads/main</c>; null when HEAD is detached.</param>
internal sealed record GitHead(GitCommit? Commit, string? Ref);

/// <summary>How the working tree differs from HEAD, as paths from the top level.</summary>
/// <param name="Tracked">Files that git tracks and that differ, in the index or in the working tree.</param>
/// <param name="Untracked">Files and folders that git neither tracks nor ignores.</param>
internal sealed record GitChanges(ImmutableArray<string> Tracked, ImmutableArray<string> Untracked)
{
    public bool IsDirty => Tracked.Length + Untracked.Length > 0;
}
