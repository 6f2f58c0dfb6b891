namespace PerfGate.Tool;

/// <summary>Prints errors in the form that MSBuild and IDEs recognise: <c>origin : error PG2001: text</c>.</summary>
internal sealed class ErrorPrinter(TextWriter writer, bool diagnostic)
{
    public void Print(PerfGateException error)
    {
        Print(error.Origin, error.Code, error.Message);
        if (error.Next is not null) writer.WriteLine($"  {error.Next}");
        if (diagnostic && error.InnerException is { } inner) writer.WriteLine(inner);
    }

    public void Print(string? origin, ErrorCode code, string text) => writer.WriteLine($"{origin ?? "perfgate"} : error {code.Text()}: {text}");

    public void Warn(string text) => writer.WriteLine($"perfgate : warning: {text}");
}
