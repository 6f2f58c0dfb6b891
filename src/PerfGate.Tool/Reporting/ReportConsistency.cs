using System.Collections.Immutable;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Reporting;

/// <summary>Whether a report that was read says the same everywhere: a headline must not promise what its table denies.</summary>
internal static class ReportConsistency
{
    /// <returns>The gravest cause of failure.</returns>
    public static FailureCause Check(ReportDocument document, ImmutableArray<Finding> findings, Func<string, PerfGateException> refuse)
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            CheckCount(Wording.Word(outcome), findings.Count(finding => finding.Outcome == outcome));
        }
        CheckCount("total", findings.Length);
        var failing = findings.Select(finding => finding.Failure).Where(cause => cause != FailureCause.None).Distinct().Order().ToList();
        var isComplete = document.SuiteFailures.Count == 0;
        var (fits, failure) = ((ExitCode)document.ExitCode, document.Verdict) switch
        {
            (ExitCode.Pass, "pass" or "inconclusive") => (failing.Count == 0 && isComplete, FailureCause.None),
            (ExitCode.GateFailed, "fail") => (failing.Contains(FailureCause.Regression), FailureCause.Regression),
            (ExitCode.NotMeasured, "fail") => (!failing.Contains(FailureCause.Regression), FailureCause.NotMeasured),
            (ExitCode.Inconclusive, "inconclusive") => (failing is [FailureCause.Inconclusive] && isComplete, FailureCause.Inconclusive),
            _ => (false, FailureCause.None),
        };
        return fits ? failure : throw refuse("verdict, exit code and comparisons contradict each other");

        void CheckCount(string name, int count)
        {
            if (!document.Summary.TryGetValue(name, out var claimed) || claimed != count)
            {
                throw refuse($"summary.{name} is not the number of its comparisons");
            }
        }
    }
}
