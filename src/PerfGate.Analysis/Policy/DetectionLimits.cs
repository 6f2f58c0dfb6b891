namespace PerfGate.Analysis.Policy;

/// <summary>What the comparisons of a judgement could have seen.</summary>
/// <param name="Median">
/// Relative worsening that half of them would have found with 90 % power: 0.06 is 6 %.
/// </param>
/// <param name="Comparisons">Number of comparisons that know their detection limit; at least one.</param>
public sealed record DetectionLimits(double Median, int Comparisons);
