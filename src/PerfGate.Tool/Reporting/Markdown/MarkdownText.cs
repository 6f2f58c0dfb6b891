using System.Globalization;
using System.Text;

namespace PerfGate.Tool.Reporting;

/// <summary>Text of unknown origin in markdown: whatever could be markup is written as a numeric entity, which can only be text.</summary>
internal static class MarkdownText
{
    private const int Limit = 200;
    private const string ZeroWidthSpace = "\u200B";

    /// <summary>A name, as code: GitHub looks for mentions and references everywhere else.</summary>
    /// <param name="text">The name.</param>
    /// <param name="breaks">Whether a long name may go on in the next line.</param>
    public static string Code(string text, bool breaks = false)
    {
        var name = SafeText.Clean(text, Limit);
        return $"<code>{(breaks ? string.Join("<wbr>", NameBreaks.Pieces(name).Select(Entities)) : Entities(name))}</code>";
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
        return Entities(broken);
    }

    public static string Entities(string text)
    {
        var entities = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];

            // "www." alone makes a link; a colon before a space begins nothing; two of + or = are marks to some.
            var before = i > 0 ? text[i - 1] : ' ';
            var link = character == '.' && before is 'w' or 'W';
            var plain = (Harmless(character) && !(character is '+' or '=' && before == character)) || (character == ':' && i + 1 < text.Length && text[i + 1] == ' ');
            if (link || character == ZeroWidthSpace[0] || (IsMark(character) && !plain))
                entities.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
            else
                entities.Append(character);
        }

        return entities.ToString();
    }

    private static bool IsMark(char character) => char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character));

    private static bool Harmless(char character) => character is '.' or ',' or ';' or '(' or ')' or '%' or '=' or '+' or '-' or '/' or '?';
}
