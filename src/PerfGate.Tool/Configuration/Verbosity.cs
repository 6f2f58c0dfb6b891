namespace PerfGate.Tool.Configuration;

/// <summary>How much is printed.</summary>
internal enum Verbosity
{
    /// <summary>The verdict's line alone.</summary>
    Quiet,
    Normal,

    /// <summary>What did not change is listed too.</summary>
    Detailed,
    Diagnostic,
}
