using System.Collections.Immutable;

namespace PerfGate.Tool.Git;

/// <summary>How the working tree differs from HEAD, as paths from the top level.</summary>
/// <param name="Tracked">Files that git tracks and that differ, in the index or in the working tree.</param>
/// <param name="Untracked">Files and folders that git neither tracks nor ignores.</param>
internal sealed record GitChanges(ImmutableArray<string> Tracked, ImmutableArray<string> Untracked)
{
    public bool IsDirty => Tracked.Length + Untracked.Length > 0;
}
