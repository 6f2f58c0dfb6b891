using PerfGate.Tool.Git;

namespace PerfGate.Tool.Checking;

/// <summary>What --against names.</summary>
internal static class NamedBase
{
    /// <summary>
    /// Whether it names results that are stored in a file or folder. The word for what is recorded stays that word, whatever lies here, and
    /// a name that is a revision is one, even where a folder is called the same.
    /// </summary>
    public static async Task<bool> IsStoredAsync(CommandContext context, GitRepository repository, CancellationToken cancellationToken)
    {
        var against = context.Settings.Against;
        if (StoredComparison.IsRecorded(against)) return false;
        var path = context.PathOf(against!);
        return File.Exists(path) || (Directory.Exists(path) && await repository.FindAsync(against!, cancellationToken) is null);
    }
}
