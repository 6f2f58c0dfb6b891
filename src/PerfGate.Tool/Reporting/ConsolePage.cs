using PerfGate.Tool.Phrasing;
using Spectre.Console;

namespace PerfGate.Tool.Reporting;

/// <summary>Styles by what they mean. Only the sixteen colours of the terminal's own theme, so that they suit it.</summary>
internal static class Ink
{
    public static Style Plain { get; } = Style.Plain;

    public static Style Faint { get; } = new(decoration: Decoration.Dim);

    public static Style Heading { get; } = new(decoration: Decoration.Bold);

    public static Style Good { get; } = new(Color.Green);

    public static Style Bad { get; } = new(Color.Red);

    public static Style Doubt { get; } = new(Color.Olive);
}

/// <summary>A terminal's page: lines of styled text, of which none is wrapped but by this program.</summary>
internal sealed class ConsolePage
{
    private const int Narrowest = 60;

    private readonly IAnsiConsole _console;

    public ConsolePage(TextWriter writer, ConsoleStyle style)
    {
        Width = Math.Max(style.Width, Narrowest);
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = style.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = style.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            // What the environment of a CI system says about colour was decided before.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        // The layout is done here; a text that is too long anyway must not be cut.
        _console.Profile.Width = 1_000_000;
    }

    public int Width { get; }

    public void Line(params ReadOnlySpan<(string Text, Style Style)> spans)
    {
        var paragraph = new Paragraph();
        // A span can begin the line, so it is made inert as one.
        foreach (var (text, style) in spans) paragraph.Append(SafeText.Inert(text), style);
        if (spans.Length > 0) _console.Write(paragraph);
        _console.WriteLine();
    }

    /// <summary>Prose between an indent and the right edge; continued lines hang a little deeper.</summary>
    public void Wrapped(string text, int indent, Style style, int hang = 2)
    {
        var margin = indent;
        foreach (var line in SafeText.Wrap(text, Width - indent - hang))
        {
            Line((new string(' ', margin), Ink.Plain), (line, style));
            margin = indent + hang;
        }
    }
}
