namespace PerfGate.Analysis.Model;

/// <summary>One of the facts that decide whether the times of two environments may be compared.</summary>
/// <param name="Name">What it is, in the words of a sentence, for example <c>number of cores</c>.</param>
/// <param name="Value">Its value; empty, or zero cores, where the source does not say.</param>
public sealed record EnvironmentFact(string Name, string Value);
