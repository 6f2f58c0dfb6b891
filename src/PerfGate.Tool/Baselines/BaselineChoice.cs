using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Baselines;

/// <summary>How a baseline relates to the base commit.</summary>
internal enum BaselineMatch
{
    /// <summary>The base commit itself was measured.</summary>
    Own,

    /// <summary>A commit with the same tree was measured: the same sources under another commit id.</summary>
    SameTree,

    /// <summary>A first-parent ancestor was measured.</summary>
    Ancestor,
}

/// <summary>A baseline that was found.</summary>
/// <param name="Match">How it relates to the base commit.</param>
/// <param name="Commit">Commit that was measured.</param>
/// <param name="Distance">Number of first-parent steps from the base commit back to it; 0 for the base commit and for its tree.</param>
/// <param name="Results">The records of one environment, joined; where suites were measured at several commits, this is the
/// nearest.</param>
/// <param name="HasAncestors">Whether the records of a suite are those of an ancestor, be it that the nearest are not.</param>
internal sealed record BaselineCandidate(BaselineMatch Match, string Commit, int Distance, ResultSet Results, bool HasAncestors);

/// <summary>The baseline to compare with, and why it is that one.</summary>
/// <param name="Chosen">The baseline; null when there is none from the environment asked for.</param>
/// <param name="Foreign">
/// Where nothing was chosen: the nearest baseline from another environment. Its times must not be compared without saying so.
/// </param>
/// <param name="MissingSuites">Suites asked for that have no baseline from this environment.</param>
/// <param name="Explanation">Which commit, how far away, why, and what was passed over, for the user.</param>
/// <param name="Warnings">What could not be read, one sentence each.</param>
internal sealed record BaselineChoice(
    BaselineCandidate? Chosen,
    BaselineCandidate? Foreign,
    ImmutableArray<string> MissingSuites,
    string Explanation,
    ImmutableArray<string> Warnings);
