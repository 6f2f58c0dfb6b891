namespace PerfGate.Tool.Suites.Building;

/// <summary>A suite whose program can be started again and again.</summary>
/// <param name="Project">The project that it was built from.</param>
/// <param name="Program">The project's own program, or the generated host where that does not listen.</param>
/// <param name="Host">The generated host, which can measure in lockstep; null when it was not asked for or does not build.</param>
/// <param name="Benchmarks">
/// Names of its benchmarks without parameters, in BenchmarkDotNet's order, as far as the filter selects them.
/// </param>
/// <param name="Fingerprint">Digest of what was built: the same for the same program.</param>
internal sealed record BuiltSuite(
    SuiteProject Project, SuiteProgram Program, SuiteProgram? Host, IReadOnlyList<string> Benchmarks, string Fingerprint);
