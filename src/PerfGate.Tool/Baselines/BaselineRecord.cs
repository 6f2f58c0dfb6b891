using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Baselines;

/// <summary>What a stored measurement says about itself, without its samples.</summary>
/// <param name="Id">Hash of everything else in the record.</param>
/// <param name="Commit">Commit that was measured.</param>
/// <param name="Tree">Its tree, by which it is found again after a squash or rebase merge.</param>
/// <param name="Time">When measuring ended, in UTC.</param>
/// <param name="Ref">Branch or tag that was checked out.</param>
/// <param name="RunId">The CI run; null for one that has no id.</param>
/// <param name="Dirty">Whether the working tree differed from the commit.</param>
/// <param name="Environment">Where it was measured.</param>
/// <param name="Suite">Project that was measured.</param>
/// <param name="BenchmarkCount">Number of its benchmarks.</param>
internal sealed record BaselineHeader(
    string Id,
    string Commit,
    string Tree,
    DateTimeOffset Time,
    string? Ref,
    string? RunId,
    bool Dirty,
    HostEnvironment Environment,
    string Suite,
    int BenchmarkCount)
{
    /// <summary>The run that measured it; a record without a run id is a run of its own.</summary>
    public BaselineRun Run => new(Commit, Suite, Environment.Key, RunId ?? Id);
}

/// <summary>One run of a suite at a commit in an environment, of which several jobs may each have recorded a part.</summary>
internal readonly record struct BaselineRun(string Commit, string Suite, string EnvironmentKey, string Id);

/// <summary>One stored measurement: one suite, measured at one commit in one environment by one run.</summary>
internal sealed record BaselineRecord(BaselineHeader Header, ImmutableArray<BenchmarkResult> Benchmarks, ImmutableArray<string> Warnings);
