namespace PerfGate.Analysis.Policy;

/// <summary>A regression that the team has decided to live with.</summary>
/// <param name="Pattern">Glob over the benchmark's full name.</param>
/// <param name="Metric">Metric that is accepted, for example <c>time</c>.</param>
/// <param name="UpTo">Relative worsening up to which it is accepted: 0.15 is 15 %.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Last day on which it holds.</param>
public sealed record AcceptedRegression(string Pattern, string Metric, double UpTo, string Reason, DateOnly Until);
