namespace PerfGate.Tool.Errors;

/// <summary>What the process tells its caller. A regression and a crash never share a code. Described in docs/errors.md.</summary>
internal enum ExitCode
{
    Pass = 0,
    GateFailed = 1,
    Usage = 2,
    NotMeasured = 3,
    Inconclusive = 4,
    BaselineOrPublishing = 5,

    /// <summary>Ended by Ctrl-C: 128 + SIGINT, as shells have it.</summary>
    Interrupted = 130,
}
