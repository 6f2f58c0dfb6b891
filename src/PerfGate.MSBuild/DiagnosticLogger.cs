using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PerfGate.MSBuild;

/// <summary>Turns what the tool prints into diagnostics of the build, and keeps all of it for the log file.</summary>
/// <param name="log">The build.</param>
/// <param name="project">Stands for the source of what has none.</param>
/// <param name="folder">Folder that the tool's paths start from.</param>
/// <param name="logFile">Where all of it will be.</param>
internal sealed class DiagnosticLogger(TaskLoggingHelper log, string project, string folder, string logFile)
{
    private const string Internal = "PG9001";
    private const string NoBaseline = "PG3003";

    private readonly List<string> _lines = [];
    private Diagnostic? _pending;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Whether there was nothing to compare with yet: said as a message, and no reason to fail a build.</summary>
    public bool IsWithoutBaseline { get; private set; }

    /// <summary>Whether a warning was logged, which has to come again with the next build.</summary>
    public bool HasWarned { get; private set; }

    public void Add(string line)
    {
        _lines.Add(line);
        if (Diagnostic.Parse(line) is { } diagnostic)
        {
            Flush();
            _pending = diagnostic;
        }
        else if (_pending is not null && line.StartsWith("  ", StringComparison.Ordinal)
            && !line.StartsWith("  |", StringComparison.Ordinal))
        {
            // The next step stands on a line of its own; in a list of errors it would be lost.
            _pending = _pending with { Text = $"{Sentence(_pending.Text)} {line.Trim()}" };
        }
        else
        {
            Flush();
            log.LogMessage(IsProgress(line) ? MessageImportance.High : MessageImportance.Normal, "{0}", line);
        }
    }

    /// <summary>Logs what may still have had a further line.</summary>
    public void Flush()
    {
        if (_pending is { } diagnostic) Log(diagnostic);
        _pending = null;
    }

    private void Log(Diagnostic diagnostic)
    {
        var (file, text) = Place(diagnostic);
        if (diagnostic.Code == Internal) text = $"{Sentence(text)} All of its output is in {logFile}";
        var missing = diagnostic.Code == NoBaseline;
        IsWithoutBaseline |= missing;
        switch (diagnostic.Kind)
        {
            case DiagnosticKind.Error when !missing:
                log.LogError(null, diagnostic.Code, null, file, diagnostic.Line, diagnostic.Column, 0, 0, "{0}", text);
                break;
            case DiagnosticKind.Warning:
                HasWarned = true;
                log.LogWarning(null, diagnostic.Code, null, file, diagnostic.Line, diagnostic.Column, 0, 0, "{0}", text);
                break;
            default:
                const MessageImportance seen = MessageImportance.High;
                log.LogMessage(null, diagnostic.Code, null, file, diagnostic.Line, diagnostic.Column, 0, 0, seen, "{0}", text);
                break;
        }
    }

    // A benchmark, a suite or an option is no file: it goes into the text, and the project takes its place.
    private (string File, string Text) Place(Diagnostic diagnostic)
    {
        var canBePath = diagnostic.Origin.Length > 0 && diagnostic.Origin.IndexOfAny(Path.GetInvalidPathChars()) < 0;
        var path = canBePath ? Path.Combine(folder, diagnostic.Origin) : "";
        if (File.Exists(path)) return (path, diagnostic.Text);
        return (project, diagnostic.Origin is "" or "perfgate" ? diagnostic.Text : $"{diagnostic.Origin}: {diagnostic.Text}");
    }

    // A build that is silent for minutes looks as if it hung.
    private static bool IsProgress(string line) =>
        (line.Length > 1 && line[0] == '[' && char.IsDigit(line[1])) || line.IndexOf(": building ", StringComparison.Ordinal) > 0;

    private static string Sentence(string text) => text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";
}
