using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console.Rendering;

namespace PerfGate.Tool.Phrasing;

/// <summary>Names, reasons and logs come from other people's code: no text reaches a reader before it went through here.</summary>
internal static partial class SafeText
{
    private const string ZeroWidthSpace = "\u200B";
    private const int NameCells = 200;
    private const int SentenceLimit = 400;

    /// <summary>A name that tells its benchmark apart and still has an end.</summary>
    public static string Name(string text, int cells = NameCells) =>
        // Far more than can be shown is not worth measuring.
        Shorten(
            Clean(text.Length > 10 * NameCells
                ? $"{text.AsSpan(0, 5 * NameCells)}…{text.AsSpan(text.Length - (5 * NameCells))}"
                : text),
            cells);

    /// <summary>A reason or warning; what is longer is no sentence.</summary>
    public static string Sentence(string? text) => Clean(text ?? "", SentenceLimit);

    /// <summary>One line to print: clean, and no command to a CI system that reads along.</summary>
    public static string Line(string text) => Inert(Clean(text));

    /// <summary>
    /// Text to print of which no line is a command to a CI system: <c>##[</c> and <c>##vso[</c> are one anywhere in a line, <c>::</c> where
    /// a line begins. A space of no width takes them apart, and people read what they would have read.
    /// </summary>
    public static string Inert(string text) =>
        // Next to all texts have nothing like it, and need no expressions to be loaded.
        text.Contains("##", StringComparison.Ordinal) || text.Contains("::", StringComparison.Ordinal)
            ? string.Join('\n', text.Split('\n').Select(line => Commands().Replace(line, ZeroWidthSpace)))
            : text;

    /// <summary>One line without control, bidi and other invisible characters, cut after a number of characters.</summary>
    public static string Clean(string text, int limit = int.MaxValue)
    {
        if (text.Length <= limit && IsPlain(text)) return text;
        var clean = new StringBuilder(Math.Min(text.Length, limit));
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Visible(rune) is not { } visible) continue;
            if (count++ == limit) return clean.Append('…').ToString();
            clean.Append(visible.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Shortens in the middle: the tail holds method and parameters, which tell benchmarks apart, so it keeps more.</summary>
    public static string Shorten(string text, int cells)
    {
        if (Cells(text) <= cells) return text;
        var elements = TextElements(text);
        var tail = Fitting(elements.AsEnumerable().Reverse(), cells * 3 / 5);
        var head = Fitting(elements, cells - 1 - tail.Sum(Cells));
        tail.Reverse();
        return string.Concat(head) + "…" + string.Concat(tail);
    }

    /// <summary>Lines of whole words; only a word that is longer than a line is broken.</summary>
    public static IEnumerable<string> Wrap(string text, int cells)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, cells)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Cells(longer) > cells)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        if (line.Length > 0) yield return line;
    }

    /// <summary>Columns that the text takes in a terminal.</summary>
    public static int Cells(string text) => IsPlain(text) ? text.Length : new Segment(text).CellCount();

    /// <summary>Whether the text is of letters that are one column and one character each, and harmless, as most texts are.</summary>
    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;

    private static IEnumerable<string> Pieces(string word, int cells)
    {
        while (Cells(word) > cells)
        {
            var piece = string.Concat(Fitting(TextElements(word), cells));
            if (piece.Length == 0) break;
            yield return piece;
            word = word[piece.Length..];
        }

        yield return word;
    }

    // Spaces before a command do not count, and a carriage return begins a line as well.
    [GeneratedRegex(
        @"(?<=#)(?=#[A-Za-z]*\[)|(?<=(^|\r)\s*:)(?=:)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Commands();

    private static Rune? Visible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value is '\r' or '\n' or '\t' => new Rune(' '),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
        UnicodeCategory.Control or UnicodeCategory.Format => null,
        _ when rune.Value is 0xFFFE or 0xFFFF => null,
        _ => rune,
    };

    private static List<string> TextElements(string text)
    {
        var elements = new List<string>();
        var enumerator = StringInfo.GetTextElementEnumerator(text);
        while (enumerator.MoveNext()) elements.Add(enumerator.GetTextElement());
        return elements;
    }

    private static List<string> Fitting(IEnumerable<string> elements, int cells)
    {
        var fitting = new List<string>();
        foreach (var element in elements)
        {
            cells -= Cells(element);
            if (cells < 0) break;
            fitting.Add(element);
        }

        return fitting;
    }
}
