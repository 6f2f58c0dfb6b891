using PerfGate.Tool.Git;

namespace PerfGate.Tool.Suites.Revisions;

/// <summary>What is prepared: two revisions of some projects.</summary>
/// <param name="Projects">The projects in the working tree.</param>
/// <param name="Base">Commit to compare the working tree with.</param>
/// <param name="Framework">Target framework; null for the newest.</param>
/// <param name="Filter">BenchmarkDotNet globs.</param>
/// <param name="Lockstep">Whether a host that measures in lockstep is wanted.</param>
/// <param name="Benchmarks">Where the benchmarks' own code is taken from.</param>
internal sealed record RevisionPair(
    IReadOnlyList<SuiteProject> Projects,
    GitCommit Base,
    string? Framework,
    IReadOnlyList<string> Filter,
    bool Lockstep,
    Configuration.BenchmarkSource Benchmarks);
