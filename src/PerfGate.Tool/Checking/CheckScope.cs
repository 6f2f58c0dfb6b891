using PerfGate.Tool.Suites.Kept;

namespace PerfGate.Tool.Checking;

/// <summary>How a check of two revisions differs from the usual one.</summary>
/// <param name="Shard">The part that is measured; null for all.</param>
/// <param name="Resume">Whether an interrupted measurement is gone on with.</param>
/// <param name="Stored">Whether the recorded baseline screens.</param>
/// <param name="IsKept">Whether an interrupt leaves what was measured, to go on with.</param>
internal sealed record CheckScope(Shard? Shard = null, bool Resume = false, bool Stored = false, bool IsKept = true);
