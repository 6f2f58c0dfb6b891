using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfGate.MSBuild;

internal enum DiagnosticKind
{
    Message,
    Warning,
    Error,
}

/// <summary>A diagnostic as the tool prints it: <c>file(line,column): error PG0002: text</c>, or with another origin than a file.</summary>
internal sealed record Diagnostic(string Origin, int Line, int Column, DiagnosticKind Kind, string Code, string Text)
{
    // The origin is a name that others chose: the first words that can end it do. Without a code the words are common, and a benchmark's
    // parameter may hold them: then it is the tool alone that speaks.
    private static readonly Regex Form = new(
        @"^((?<origin>perfgate) ?: (?<kind>error|warning|message)|"
        + @"(?<origin>.*?)(\((?<line>\d{1,9})(,(?<column>\d{1,9}))?\))? ?: (?<kind>error|warning|message) (?<code>PG\d{4})): (?<text>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>Reads a line; null when it is none.</summary>
    public static Diagnostic? Parse(string line)
    {
        var match = Form.Match(line);
        if (!match.Success) return null;
        var kind = match.Groups["kind"].Value switch
        {
            "error" => DiagnosticKind.Error,
            "warning" => DiagnosticKind.Warning,
            _ => DiagnosticKind.Message,
        };
        return new Diagnostic(
            match.Groups["origin"].Value,
            Number(match.Groups["line"]),
            Number(match.Groups["column"]),
            kind,
            match.Groups["code"].Value,
            match.Groups["text"].Value);
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
}
