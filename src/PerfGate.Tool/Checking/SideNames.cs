using PerfGate.Tool.Git;

namespace PerfGate.Tool.Checking;

/// <summary>What a report calls the two sides of a check.</summary>
internal static class SideNames
{
    /// <param name="commit">Full id of the base.</param>
    /// <param name="why">Why that one.</param>
    public static string Base(string commit, string why) => $"base: commit {GitId.Short(commit)} ({why})";

    /// <param name="commit">Full id of the commit that is checked out; null without one.</param>
    /// <param name="dirty">Whether the working tree has changes.</param>
    public static string Current(string? commit, bool dirty) => dirty || commit is null
        ? "current: the working tree with its changes"
        : $"current: commit {GitId.Short(commit)}";
}
