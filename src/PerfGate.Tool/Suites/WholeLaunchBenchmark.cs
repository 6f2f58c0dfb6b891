namespace PerfGate.Tool.Suites;

/// <param name="Suite">Name of the suite.</param>
/// <param name="Method">A benchmark without its parameters, as the suite lists it.</param>
internal sealed record WholeLaunchBenchmark(string Suite, string Method);
