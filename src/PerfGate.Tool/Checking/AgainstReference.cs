using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Checking;

/// <summary>What <c>--against</c> can mean.</summary>
internal enum AgainstReference
{
    /// <summary>The base that fits, or what is recorded of it.</summary>
    Base,

    /// <summary>A file or folder of results.</summary>
    Results,

    /// <summary>A revision.</summary>
    Revision,
}

/// <summary>Decides what <c>--against</c> means.</summary>
internal static class AgainstReferences
{
    /// <summary>
    /// What the settings mean. A file needs no repository; a name that is a revision is one, even where a folder is called the same. The
    /// word for what is recorded stays that word, whatever lies here.
    /// </summary>
    public static async Task<AgainstReference> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var against = context.Settings.Against;
        if (StoredComparison.IsRecorded(against)) return AgainstReference.Base;
        var path = context.PathOf(against!);
        if (File.Exists(path)) return AgainstReference.Results;
        return Directory.Exists(path) && !await IsRevisionAsync(context, against!, cancellationToken)
            ? AgainstReference.Results
            : AgainstReference.Revision;
    }

    private static async Task<bool> IsRevisionAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        try
        {
            var repository = await Revisions.OpenAsync(context, cancellationToken);
            return await repository.FindAsync(name, cancellationToken) is not null;
        }
        catch (PerfGateException problem) when (problem.Code is ErrorCode.NotARepository or ErrorCode.GitNotFound)
        {
            return false;
        }
    }
}
