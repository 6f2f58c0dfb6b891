namespace PerfGate.Analysis.Model;

/// <summary>Which state of the sources was measured, and when. Null means that the source does not say.</summary>
/// <param name="Commit">Full id of the commit.</param>
/// <param name="Tree">Full id of the commit's tree: squash and rebase merges keep it where they change the commit's id.</param>
/// <param name="Ref">Branch or tag that was checked out.</param>
/// <param name="Dirty">Whether the working tree differed from the commit.</param>
/// <param name="Time">When measuring ended, in UTC.</param>
/// <param name="RunId">Id of the CI run.</param>
public sealed record Provenance(
    string? Commit = null,
    string? Tree = null,
    string? Ref = null,
    bool Dirty = false,
    DateTimeOffset? Time = null,
    string? RunId = null);
