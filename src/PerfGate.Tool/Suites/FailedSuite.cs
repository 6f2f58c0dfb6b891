using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Suites;

/// <summary>A suite that could not be built or run, with what it said last.</summary>
/// <param name="Suite">Name of the project.</param>
/// <param name="Code">What happened.</param>
/// <param name="Text">What happened, in one sentence.</param>
/// <param name="LogTail">Last lines of its output.</param>
/// <param name="LogPath">File that holds all of its output.</param>
internal sealed record FailedSuite(string Suite, ErrorCode Code, string Text, IReadOnlyList<string> LogTail, string LogPath);

/// <summary>A suite that cannot be measured; the others still are.</summary>
internal sealed class SuiteFailedException(FailedSuite failure) : Exception(failure.Text)
{
    public FailedSuite Failure { get; } = failure;
}
