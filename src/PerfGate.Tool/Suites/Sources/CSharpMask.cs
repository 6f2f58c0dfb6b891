namespace PerfGate.Tool.Suites.Sources;

/// <summary>C# with everything blanked that is not code: comments, strings, characters, directives. Lines stay where they are.</summary>
internal sealed class CSharpMask
{
    private readonly char[] _text;
    private int _at;

    private CSharpMask(string text) => _text = text.ToCharArray();

    public static string Blank(string text)
    {
        var mask = new CSharpMask(text);
        while (mask._at < mask._text.Length) mask.Step();
        return new string(mask._text);
    }

    private void Step()
    {
        if (Is("//") || (Is("#") && IsFirstOfLine())) Until(() => Is("\n"), 0);
        else if (Is("/*")) Until(() => Is("*/"), 2);
        else if (Is("\"\"\"")) RawString();
        else if (Is("\"")) QuotedString(_at > 0 && (_text[_at - 1] == '@' || (_at > 1 && _text[_at - 1] == '$' && _text[_at - 2] == '@')));
        else if (Is("'")) Until(() => Is("'") || Is("\n"), 1, escapes: true);
        else _at++;
    }

    private void RawString()
    {
        var quotes = 0;
        while (_at + quotes < _text.Length && _text[_at + quotes] == '"') quotes++;
        var fence = new string('"', quotes);
        Erase(quotes);
        Until(() => Is(fence), quotes, skip: 0);
    }

    private void QuotedString(bool verbatim)
    {
        if (!verbatim)
        {
            Until(() => Is("\"") || Is("\n"), 1, escapes: true);
            return;
        }

        Erase(1);
        while (_at < _text.Length && (!Is("\"") || Is("\"\""))) Erase(Is("\"\"") ? 2 : 1);
        Erase(1);
    }

    private void Until(Func<bool> end, int length, bool escapes = false, int skip = 1)
    {
        Erase(skip);
        while (_at < _text.Length && !end()) Erase(escapes && _text[_at] == '\\' ? 2 : 1);
        Erase(length);
    }

    private void Erase(int count)
    {
        for (; count > 0 && _at < _text.Length; count--, _at++)
        {
            if (_text[_at] != '\n') _text[_at] = ' ';
        }
    }

    private bool Is(string token) => _text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal);

    private bool IsFirstOfLine()
    {
        for (var i = _at - 1; i >= 0 && _text[i] != '\n'; i--)
        {
            if (!char.IsWhiteSpace(_text[i])) return false;
        }

        return true;
    }
}
