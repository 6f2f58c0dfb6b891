namespace PerfGate.Tool.Suites;

/// <summary>A program that takes BenchmarkDotNet's arguments.</summary>
/// <param name="Assembly">Its assembly, or an executable that starts by itself (.NET Framework).</param>
/// <param name="Prefix">Arguments that come before BenchmarkDotNet's.</param>
internal sealed record SuiteProgram(string Assembly, IReadOnlyList<string> Prefix)
{
    /// <summary>Where it lies, and where it is started when nothing asks for another folder.</summary>
    public string Folder => Path.GetDirectoryName(Assembly)!;

    public (string FileName, IReadOnlyList<string> Arguments) CommandLine(IReadOnlyList<string> arguments) =>
        Assembly.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            ? (Assembly, [.. Prefix, .. arguments])
            : ("dotnet", [Assembly, .. Prefix, .. arguments]);
}

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

/// <summary>A suite that cannot be measured; the others still are.</summary>
internal sealed class SuiteFailedException(FailedSuite failure) : Exception(failure.Text)
{
    public FailedSuite Failure { get; } = failure;
}
