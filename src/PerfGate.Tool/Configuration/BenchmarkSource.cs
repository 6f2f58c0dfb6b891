namespace PerfGate.Tool.Configuration;

/// <summary>Which revision the benchmarks' own code is taken from.</summary>
internal enum BenchmarkSource
{
    /// <summary>Each side has its own.</summary>
    Own,

    /// <summary>Both sides run the base's benchmarks.</summary>
    Base,

    /// <summary>Both sides run the current benchmarks.</summary>
    Current,
}
