using System.Collections.Immutable;

namespace PerfGate.Tool.Baselines;

/// <summary>What baseline is wanted.</summary>
/// <param name="BaseCommit">The base; a full id need not be in this clone.</param>
/// <param name="EnvironmentKey">Key of the environment that measures the current side.</param>
/// <param name="Suites">Suites that are compared, each of which may have its own baseline; empty for whatever a commit has.</param>
internal sealed record BaselineQuery(string BaseCommit, string EnvironmentKey, ImmutableArray<string> Suites)
{
    /// <summary>The end of the time whose records count; null for all of them.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whom to ask for the history that a shallow clone leaves out; null for nobody.</summary>
    public HostHistory? Host { get; init; }
}
