using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>Tells of a commit, and of commits that it descends from, which this clone leaves out.</summary>
internal delegate Task<IReadOnlyList<CommitFacts>> HostHistory(string commit, CancellationToken cancellationToken);

/// <summary>
/// Commits as this clone holds them, and where a shallow one ends, as the host of the repository tells them: nothing is fetched for that.
/// </summary>
internal sealed class BaselineHistory(ObjectReader objects, HostHistory? host, CancellationToken cancellationToken)
{
    // An answer has a hundred commits; of a history full of merges, only some of them are first parents.
    private const int MostQuestions = 30;

    private readonly Dictionary<string, CommitFacts> _told = new(StringComparer.Ordinal);
    private int _questions;

    /// <summary>Why the host could not be asked; null when all went well.</summary>
    public string? Problem { get; private set; }

    /// <summary>The commit, or null where nobody knows it.</summary>
    /// <param name="id">Its full id.</param>
    public async Task<CommitFacts?> ReadAsync(string id)
    {
        if (await objects.ReadCommitAsync(id) is { } here) return here;
        if (host is not null && !_told.ContainsKey(id) && Problem is null && _questions++ < MostQuestions) await AskAsync(host, id);
        return _told.GetValueOrDefault(id);
    }

    private async Task AskAsync(HostHistory host, string id)
    {
        try
        {
            foreach (var commit in await host(id, cancellationToken)) _told[commit.Id] = commit;
        }
        catch (PerfGateException problem)
        {
            Problem = $"The history that this clone leaves out could not be asked for: {problem.Message}";
        }
    }
}
