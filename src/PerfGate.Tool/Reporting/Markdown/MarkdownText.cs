using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>Text of unknown origin in markdown: whatever could be markup is written as a numeric entity, which can only be text.</summary>
internal static partial class MarkdownText
{
    private const int Limit = 200;
    private const string ZeroWidthSpace = "\u200B";
    private const string Break = "<wbr>";

    private static readonly SearchValues<char> Numerals =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>
    /// A name, as code: GitHub looks for mentions and references everywhere else. Addresses it finds there too, where entities are characters
    /// again; one that may go on in the next line behind its @, and a scheme behind its colon, is none.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="breaks">Whether a long name may go on in the next line.</param>
    public static string Code(string text, bool breaks = false)
    {
        var name = SafeText.Clean(text, Limit);
        var entities = breaks ? string.Join(Break, NameBreaks.Pieces(name).Select(Entities)) : Entities(name);
        return $"<code>{BreakBehind("&#58;", BreakBehind("&#64;", entities))}</code>";

        static string BreakBehind(string mark, string entities) => entities.Replace(mark, mark + Break, StringComparison.Ordinal);
    }

    /// <summary>
    /// A sentence. Mentions, references and addresses are looked for in the finished page, where entities are characters again, so
    /// they are broken up by a space of no width. Spaces before it would make a code block of it in a list.
    /// </summary>
    public static string Prose(string text)
    {
        var broken = SafeText.Sentence(text).Trim()
            .Replace("@", "@" + ZeroWidthSpace, StringComparison.Ordinal)
            .Replace("#", "#" + ZeroWidthSpace, StringComparison.Ordinal)
            .Replace("://", ":" + ZeroWidthSpace + "//", StringComparison.Ordinal);
        return Entities(References().Replace(broken, ZeroWidthSpace));
    }

    public static string Entities(string text)
    {
        var entities = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ZeroWidthSpace[0] || (IsMark(text[i]) && !IsPlain(text, i)))
                entities.Append(CultureInfo.InvariantCulture, $"&#{(int)text[i]};");
            else
                entities.Append(text[i]);
        }

        return entities.ToString();
    }

    // Where a reference without a mark of its own is torn apart: GH-1, and the full id of a commit. Six digits are too few to name a
    // commit, and what follows them names none.
    [GeneratedRegex(
        "(?<=gh-)(?=[0-9])|(?<=(?<![0-9a-f])[0-9a-f]{6})(?=[0-9a-f]{34}([0-9a-f]{24})?(?![0-9a-f]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex References();

    private static bool IsPlain(string text, int i)
    {
        var character = text[i];
        var isBeforeSpace = i + 1 == text.Length || text[i + 1] == ' ';

        // A colon before a space begins nothing, where it does not begin the text.
        if (character == ':') return i > 0 && isBeforeSpace && i + 1 < text.Length;

        // At the start a dash makes a list or a line, and so does "1.", and to some "x.".
        if (i == 0) return Harmless(character) && character is not ('-' or '+' or '=');
        if (character is '.' or ')' && isBeforeSpace && text.AsSpan(0, i).IndexOfAnyExcept(Numerals) < 0) return false;

        // "www." alone makes a link; two of + or = are marks to some.
        if (character == '.' && text[i - 1] is 'w' or 'W') return false;
        return Harmless(character) && !(character is '+' or '=' && text[i - 1] == character);
    }

    private static bool IsMark(char character) => char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character));

    private static bool Harmless(char character) => character is '.' or ',' or ';' or '(' or ')' or '%' or '=' or '+' or '-' or '/' or '?';
}
