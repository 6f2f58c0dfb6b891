using System.Collections.Immutable;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Suites.Sources;

namespace PerfGate.Tool.Reporting;

/// <summary>The finished answer and what a reader needs to trust it.</summary>
/// <param name="Result">The gate's answer.</param>
/// <param name="ExitCode">What the gate tells the caller of the process, unless it passes and a report cannot be written.</param>
/// <param name="Baseline">Which baseline it is and why, as one sentence.</param>
/// <param name="Current">What was held against it, as one sentence.</param>
/// <param name="Measured">How it was measured, one sentence each.</param>
/// <param name="SuiteFailures">Suites that yielded nothing.</param>
/// <param name="Duration">How long the whole run took.</param>
internal sealed record Report(
    GateResult Result,
    ExitCode ExitCode,
    string Baseline,
    string Current,
    ImmutableArray<string> Measured,
    ImmutableArray<SuiteFailure> SuiteFailures,
    TimeSpan Duration)
{
    /// <summary>Whether the gate fails and nothing in the report does, as nothing was compared: a format of items needs one for it.</summary>
    public bool FailsAsAWhole => Result.Failure != FailureCause.None
        && SuiteFailures.IsEmpty
        && Result.Findings.All(finding => finding.Failure == FailureCause.None);

    /// <summary>What a reader must know before the numbers; null for nothing. It stands in the head of a page, which is never cut.</summary>
    public string? Caveat { get; init; }

    /// <summary>Where the benchmarks stand; for a format that points there.</summary>
    public BenchmarkSources Sources { get; init; } = BenchmarkSources.None;
}

/// <summary>A suite that could not be measured.</summary>
/// <param name="Suite">Its project.</param>
/// <param name="LogTail">The last lines that it printed.</param>
internal sealed record SuiteFailure(string Suite, ImmutableArray<string> LogTail);
