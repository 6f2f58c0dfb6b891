namespace PerfGate.Tool.Errors;

/// <summary>
/// An error that the user can act on. It is printed as <c>origin : error CODE: text</c> with the next step below it, and never as a
/// stack trace.
/// </summary>
/// <param name="code">What happened; decides the exit code.</param>
/// <param name="origin">File (with line and column where they are known), project, benchmark or option that it is about.</param>
/// <param name="text">What is wrong and what was expected.</param>
/// <param name="next">What to do next, as a sentence.</param>
/// <param name="inner">What caused it, shown with <c>--verbosity diagnostic</c>.</param>
internal sealed class PerfGateException(ErrorCode code, string? origin, string text, string? next = null, Exception? inner = null)
    : Exception(text, inner)
{
    public ErrorCode Code { get; } = code;

    public string? Origin { get; } = origin;

    public string? Next { get; } = next;

    /// <summary>The error of what nobody has thought of.</summary>
    public static PerfGateException Unexpected(Exception problem) => new(
        ErrorCode.Internal,
        "perfgate",
        $"unexpected {problem.GetType().Name}: {problem.Message}",
        "Run again with --verbosity diagnostic and report what it prints.",
        problem);
}
