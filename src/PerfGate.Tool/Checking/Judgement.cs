using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>The end of every comparing command: policy, reports, exit code.</summary>
internal static class Judgement
{
    /// <summary>
    /// Judges, writes the reports that were asked for, and yields what can be published. Its exit code is the gate's; where that passed, and
    /// a report could not be written, it says so.
    /// </summary>
    public static Publication Report(CommandContext context, ReportTargets targets, ExplainedComparison judged)
    {
        var report = Of(context, judged);
        if (targets.Has(ReportFormat.MSBuild, context.Settings))
            report = report with { Sources = context.Sources(context.Host.WorkingDirectory) };
        var (json, problems) = targets.Write(report, context);
        foreach (var problem in problems) context.Errors.Print(problem);
        if (problems.Count > 0 && report.ExitCode == ExitCode.Pass) report = report with { ExitCode = ExitCode.BaselineOrPublishing };
        return new Publication(report, json);
    }

    /// <summary>The report, judged by the policy of the context.</summary>
    public static Report Of(CommandContext context, ExplainedComparison judged)
    {
        var clock = context.Host.Clock;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        // Parts that were compared by themselves, and what the budget left out, are put together here.
        var result = Gate.Judge(judged.Comparison.Ordered(), context.Settings.Policy, today, incomplete: judged.Failures.Count > 0);
        return new Report(
            result with { Warnings = [.. judged.DataWarnings, .. result.Warnings] },
            CodeOf(result.Failure),
            judged.Baseline,
            judged.Current,
            judged.Measured,
            [.. judged.Failures.Select(failure => new SuiteFailure(failure.Suite, [.. failure.LogTail]))],
            clock.GetElapsedTime(judged.Started));
    }

    private static ExitCode CodeOf(FailureCause failure) => failure switch
    {
        FailureCause.None => ExitCode.Pass,
        FailureCause.Regression => ExitCode.GateFailed,
        FailureCause.Inconclusive => ExitCode.Inconclusive,
        _ => ExitCode.NotMeasured,
    };
}
