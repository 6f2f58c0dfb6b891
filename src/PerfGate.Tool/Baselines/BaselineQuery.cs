using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Baselines;

/// <summary>What baseline is wanted.</summary>
/// <param name="BaseCommit">The base; a full id need not be in this clone.</param>
/// <param name="Environment">The environment that measures the current side; null where any is as foreign as another.</param>
/// <param name="Suites">Suites that are compared, each of which may have its own baseline; empty for whatever a commit has.</param>
internal sealed record BaselineQuery(string BaseCommit, HostEnvironment? Environment, ImmutableArray<string> Suites)
{
    /// <summary>The end of the time whose records count; null for all of them.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether a record of results that did not say their suite may be of any of the suites, where a commit has none of its name.</summary>
    public bool WithUnnamed { get; init; }

    /// <summary>Whom to ask for the history that a shallow clone leaves out; null for nobody.</summary>
    public HostHistory? Host { get; init; }

    /// <summary>Whether a record may be one of a suite.</summary>
    /// <param name="record">What it says about itself.</param>
    /// <param name="suite">The suite; null for any.</param>
    public bool MayBeOf(BaselineHeader record, string? suite) =>
        suite is null || record.Suite == suite || (WithUnnamed && record.Suite.Length == 0);
}
