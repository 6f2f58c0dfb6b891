using System.CommandLine;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Commands;

/// <summary>
/// What an option was given. A variable of a pipeline that is not set leaves an empty text, which says nothing: taken for a path it would
/// be the current folder.
/// </summary>
internal static class Given
{
    public static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <exception cref="PerfGateException">It is empty.</exception>
    public static string Path(ParseResult parsed, Argument<string> argument) =>
        Text(parsed, argument, "Name a file or folder of results.");

    /// <exception cref="PerfGateException">It is empty.</exception>
    public static string Text(ParseResult parsed, Argument<string> argument, string next) =>
        Text(parsed.GetRequiredValue(argument)) ?? throw new PerfGateException(
            ErrorCode.InvalidArguments, argument.Name, "it is empty", next);

    public static string[] Texts(string[]? values) => [.. (values ?? []).Where(value => value.Length > 0)];
}
