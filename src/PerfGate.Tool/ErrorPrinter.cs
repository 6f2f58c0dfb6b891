namespace PerfGate.Tool;

/// <summary>Prints errors in the form that MSBuild and IDEs recognise: <c>origin : error PG2001: text</c>.</summary>
internal sealed class ErrorPrinter(TextWriter writer, bool diagnostic)
{
    /// <param name="error">What happened.</param>
    /// <param name="isWarning">Whether it is only told, and changes no exit code.</param>
    public void Print(PerfGateException error, bool isWarning = false)
    {
        Print(error.Origin, error.Code, error.Message, isWarning);
        if (error.Next is not null) writer.WriteLine($"  {error.Next}");
        if (diagnostic && error.InnerException is { } inner) writer.WriteLine(inner);
    }

    public void Print(string? origin, ErrorCode code, string text, bool isWarning = false) =>
        writer.WriteLine($"{origin ?? "perfgate"} : {(isWarning ? "warning" : "error")} {code.Text()}: {text}");

    public void Warn(string text) => writer.WriteLine($"perfgate : warning: {text}");
}
