using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Checking;

/// <summary>What the commands ask about revisions.</summary>
internal static class Revisions
{
    public static Task<GitRepository> OpenAsync(CommandContext context, CancellationToken cancellationToken) =>
        GitRepository.OpenAsync(new GitCommand(context.Settings.ConfigurationFolder), cancellationToken);

    /// <summary>The state of the working tree; nothing is known of it outside a repository.</summary>
    public static async Task<Provenance> WorkingTreeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            var repository = await OpenAsync(context, cancellationToken);
            var head = await repository.HeadAsync(cancellationToken);
            var changes = await repository.ChangesAsync(cancellationToken);
            return new Provenance(head.Commit?.Id, head.Commit?.Tree, head.Ref, changes.IsDirty, RunId: RunId(context));
        }
        catch (PerfGateException problem) when (problem.Code is ErrorCode.NotARepository or ErrorCode.GitNotFound)
        {
            return new Provenance();
        }
    }

    /// <summary>The CI run that this is a part of; null where there is none.</summary>
    public static string? RunId(CommandContext context) => context.Host.Variable("GITHUB_RUN_ID");
}
