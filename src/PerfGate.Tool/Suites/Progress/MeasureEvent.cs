namespace PerfGate.Tool.Suites.Progress;

/// <summary>How far a measurement is, for people who wait.</summary>
/// <param name="Suite">Which suite.</param>
/// <param name="Step">What is done: <c>building base</c>, <c>screening, launch 2 of 3</c>.</param>
/// <param name="Benchmark">Which benchmark is measured now; null between benchmarks.</param>
/// <param name="Done">Benchmark launches that have ended.</param>
/// <param name="Total">Benchmark launches that are planned so far; 0 while that is not known.</param>
internal sealed record MeasureEvent(string Suite, string Step, string? Benchmark, int Done, int Total);
