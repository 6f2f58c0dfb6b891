using System.Collections.Immutable;

namespace PerfGate.Tool.Baselines;

/// <summary>What is stored, without samples.</summary>
/// <param name="Records">Oldest first.</param>
/// <param name="Warnings">What could not be read, one sentence each.</param>
internal sealed record BaselineList(ImmutableArray<BaselineHeader> Records, ImmutableArray<string> Warnings);

/// <summary>What is stored for a commit, with samples.</summary>
/// <param name="Records">Oldest first.</param>
/// <param name="Warnings">What could not be read, one sentence each.</param>
internal sealed record BaselineContent(ImmutableArray<BaselineRecord> Records, ImmutableArray<string> Warnings);

/// <summary>What adding results did.</summary>
/// <param name="Changed">False when exactly these records were there already.</param>
/// <param name="Records">The records, one a suite.</param>
internal sealed record BaselineUpdate(bool Changed, ImmutableArray<BaselineHeader> Records);
