using System.Text;
using PerfGate.Tool.Phrasing;
using Spectre.Console;

namespace PerfGate.Tool.Reporting;

/// <summary>What a text means to its reader.</summary>
internal enum Ink
{
    Plain,
    Faint,
    Heading,
    Good,
    Bad,
    Doubt,
    GoodHeading,
    BadHeading,
    DoubtHeading,
}

/// <summary>A terminal's page: lines of styled text, of which none is wrapped but by this program.</summary>
internal sealed class ConsolePage
{
    private const int Narrowest = 60;

    private readonly TextWriter _writer;
    private readonly IAnsiConsole? _coloured;

    public ConsolePage(TextWriter writer, ConsoleStyle style)
    {
        _writer = writer;
        Width = Math.Max(style.Width, Narrowest);
        if (!style.Colour) return;
        _coloured = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            // What the environment of a CI system says about colour was decided before.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        // The layout is done here; a text that is too long anyway must not be cut.
        _coloured.Profile.Width = 1_000_000;
    }

    public int Width { get; }

    public void Line(params ReadOnlySpan<(string Text, Ink Ink)> spans)
    {
        // A span can begin the line, so it is made inert as one.
        if (_coloured is null)
        {
            var line = new StringBuilder();
            foreach (var (text, _) in spans) line.Append(SafeText.Inert(text));
            _writer.WriteLine(line.ToString());
            return;
        }

        var paragraph = new Paragraph();
        foreach (var (text, ink) in spans) paragraph.Append(SafeText.Inert(text), StyleOf(ink));
        if (spans.Length > 0) _coloured.Write(paragraph);
        _coloured.WriteLine();
    }

    /// <summary>Prose between an indent and the right edge; continued lines hang a little deeper.</summary>
    public void Wrapped(string text, int indent, Ink ink, int hang = 2)
    {
        var margin = indent;
        foreach (var line in SafeText.Wrap(text, Width - indent - hang))
        {
            Line((new string(' ', margin), Ink.Plain), (line, ink));
            margin = indent + hang;
        }
    }

    // Only the sixteen colours of the terminal's own theme, so that they suit it.
    private static Style StyleOf(Ink ink) => ink switch
    {
        Ink.Faint => new Style(decoration: Decoration.Dim),
        Ink.Heading => new Style(decoration: Decoration.Bold),
        Ink.Good => new Style(Color.Green),
        Ink.Bad => new Style(Color.Red),
        Ink.Doubt => new Style(Color.Olive),
        Ink.GoodHeading => new Style(Color.Green, decoration: Decoration.Bold),
        Ink.BadHeading => new Style(Color.Red, decoration: Decoration.Bold),
        Ink.DoubtHeading => new Style(Color.Olive, decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
