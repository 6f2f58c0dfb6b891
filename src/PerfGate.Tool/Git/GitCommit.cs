namespace PerfGate.Tool.Git;

/// <summary>A commit and its tree, by their full ids.</summary>
internal sealed record GitCommit(string Id, string Tree);
