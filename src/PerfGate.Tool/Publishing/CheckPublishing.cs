using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites.Sources;

namespace PerfGate.Tool.Publishing;

/// <summary>What <c>check</c> does with its report in GitHub Actions, and in other systems that read a log or a file.</summary>
internal static class CheckPublishing
{
    /// <summary>
    /// Publishes where that is asked for, and yields the exit code: the gate's, or the one of publishing where that is required.
    /// </summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="publication">The finished report.</param>
    /// <param name="cancellationToken">Ends the publishing.</param>
    public static async Task<ExitCode> AfterAsync(CommandContext context, Publication publication, CancellationToken cancellationToken)
    {
        var report = publication.Report;
        var settings = context.Settings.Publish;
        if (settings.Mode == PublishMode.Never) return report.ExitCode;
        var atGitHub = settings.Mode == PublishMode.Always || CommandGuard.IsInActions(context.Host);
        IReadOnlyList<PerfGateException> problems =
        [
            .. TryOthers(context, report),
            .. atGitHub ? await TryAsync(context, publication, cancellationToken) : [],
        ];
        foreach (var problem in problems) context.Errors.Print(problem, isWarning: !settings.Required);
        return problems.Count > 0 && settings.Required && report.ExitCode == ExitCode.Pass
            ? ExitCode.BaselineOrPublishing
            : report.ExitCode;
    }

    // Other systems take lines and files; where standard output is for a program, the lines go to standard error.
    private static IReadOnlyList<PerfGateException> TryOthers(CommandContext context, Report report)
    {
        try
        {
            var host = context.Host;
            if (CiSystems.Of(host.Environment) is CiSystem.None or CiSystem.GitHubActions) return [];
            CiOutput.Write(report, context, Sources(context), context.Settings.Format == ReportFormat.Console ? host.Out : host.Error);
            return [];
        }
        catch (PerfGateException problem)
        {
            return [problem];
        }
    }

    /// <summary>Publishes and says what could not be done.</summary>
    private static async Task<IReadOnlyList<PerfGateException>> TryAsync(
        CommandContext context, Publication publication, CancellationToken cancellationToken)
    {
        var publisher = new Publisher(context);
        var problems = new List<PerfGateException>();
        try
        {
            publication = publication.For(EventReader.Read(context.Host.Environment));
        }
        catch (PerfGateException problem)
        {
            problems.Add(problem);
        }

        try
        {
            await publisher.PublishAsync(publication, Annotations.For(publication.Report, Sources(context)), cancellationToken);
        }
#pragma warning disable CA1031 // Whatever happens here, the gate has spoken.
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            problems.Add(problem as PerfGateException ?? PerfGateException.Unexpected(problem));
        }

        return [.. problems, .. publisher.Problems];
    }

    // A place in the sources is a service: what stands in its way is not worth an error.
    private static BenchmarkSources Sources(CommandContext context)
    {
        try
        {
            return context.Sources(context.Host.Variable("GITHUB_WORKSPACE") ?? context.Settings.ConfigurationFolder);
        }
        catch (Exception problem) when (problem is PerfGateException or IOException or UnauthorizedAccessException)
        {
            return BenchmarkSources.None;
        }
    }
}
