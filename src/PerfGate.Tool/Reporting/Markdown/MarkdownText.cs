using System.Globalization;
using System.Text;

namespace PerfGate.Tool.Reporting;

/// <summary>Text of unknown origin in markdown: whatever could be markup is written as a numeric entity, which can only be text.</summary>
internal static class MarkdownText
{
    private const int Limit = 200;
    private const string ZeroWidthSpace = "\u200B";

    /// <summary>A name, as code: GitHub looks for mentions and references everywhere else.</summary>
    public static string Code(string text) => $"<code>{Entities(SafeText.Clean(text, Limit))}</code>";

    /// <summary>
    /// A sentence. Mentions, references and addresses are looked for in the finished page, where entities are characters again, so
    /// they are broken up by a space of no width.
    /// </summary>
    public static string Prose(string text)
    {
        var broken = SafeText.Sentence(text)
            .Replace("@", "@" + ZeroWidthSpace, StringComparison.Ordinal)
            .Replace("#", "#" + ZeroWidthSpace, StringComparison.Ordinal)
            .Replace("://", ":" + ZeroWidthSpace + "//", StringComparison.Ordinal);
        return Entities(broken);
    }

    public static string Entities(string text)
    {
        var entities = new StringBuilder(text.Length);
        var previous = ' ';
        foreach (var character in text)
        {
            // "www." alone makes a link.
            var link = character == '.' && previous is 'w' or 'W';
            previous = character;
            if (link || character == ZeroWidthSpace[0] || (IsMark(character) && !Harmless(character)))
                entities.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
            else
                entities.Append(character);
        }

        return entities.ToString();
    }

    private static bool IsMark(char character) => char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character));

    private static bool Harmless(char character) => character is '.' or ',' or ';' or '(' or ')' or '%' or '=' or '+' or '-' or '/' or '?';
}
