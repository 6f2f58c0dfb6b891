using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Errors;

/// <summary>Prints errors in the form that MSBuild and IDEs recognise: <c>origin : error PG2001: text</c>.</summary>
internal sealed class ErrorPrinter(TextWriter writer, bool diagnostic)
{
    /// <param name="error">What happened.</param>
    /// <param name="isWarning">Whether it is only told, and changes no exit code.</param>
    public void Print(PerfGateException error, bool isWarning = false)
    {
        Print(error.Origin, error.Code, error.Message, isWarning);
        if (error.Next is not null) Write($"  {error.Next}");
        if (diagnostic && error.InnerException is { } inner) Write(inner.ToString());
    }

    public void Print(string? origin, ErrorCode code, string text, bool isWarning = false) =>
        Write($"{SafeText.Clean(origin ?? "perfgate")} : {(isWarning ? "warning" : "error")} {code.Text()}: {text}");

    public void Warn(string text) => Write($"perfgate : warning: {text}");

    // What is printed quotes what was read. Lists have lines of their own; what follows the first is indented, so that it is no error.
    private void Write(string text)
    {
        var lines = text.Split('\n');
        writer.WriteLine(SafeText.Line(lines[0]).TrimEnd());
        foreach (var line in lines.Skip(1))
            writer.WriteLine((line.StartsWith(' ') ? "" : "  ") + SafeText.Line(line).TrimEnd());
    }
}
