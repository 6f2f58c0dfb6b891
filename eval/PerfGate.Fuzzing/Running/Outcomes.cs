using System.Text;

namespace PerfGate.Fuzzing.Running;

/// <summary>Texts without what differs from input to input, so that equal outcomes read alike.</summary>
internal static class Outcomes
{
    private const int Longest = 90;

    /// <summary>Numbers become one sign, quotations three dots, other scripts a question mark.</summary>
    public static string Plain(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length && plain.Length < Longest; i++)
        {
            var character = text[i];
            if (char.IsAsciiDigit(character))
            {
                if (plain is not { Length: > 0 } || plain[^1] != '#') plain.Append('#');
            }
            else if (character is '\'' or '"' && text.IndexOf(character, i + 1) is var end and > 0)
            {
                plain.Append(character).Append('…').Append(character);
                i = end;
            }
            else
            {
                plain.Append(character is < ' ' or > '~' ? '?' : character);
            }
        }

        return plain.ToString();
    }
}
