namespace PerfGate.Tool.Suites.Building;

/// <summary>What a suite is prepared for.</summary>
/// <param name="Framework">Target framework; null for the newest.</param>
/// <param name="Filter">BenchmarkDotNet globs.</param>
/// <param name="HostFolder">Where a generated host may live.</param>
/// <param name="ForLockstep">Whether a host that measures in lockstep is wanted.</param>
/// <param name="Compiler">What compiles it.</param>
internal sealed record PreparationRequest(
    string? Framework, IReadOnlyList<string> Filter, string HostFolder, bool ForLockstep, CompilerServer Compiler);
