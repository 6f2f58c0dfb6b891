using PerfGate.Tool.Git;

namespace PerfGate.Tool.Checking;

/// <summary>A commit to compare with, and why it is the one.</summary>
internal sealed record BaseRevision(GitCommit Commit, string Why);
