using System.Text.RegularExpressions;

namespace PerfGate.Tool.Suites.Sources;

/// <summary>
/// Finds types and methods in C# by its braces. It need not understand the language: where it is wrong, an annotation stands some
/// lines off.
/// </summary>
internal sealed partial class SourceText
{
    // Longer heads are data, not declarations.
    private const int MaxHead = 8_000;

    private readonly string _file;
    private readonly string _text;
    private readonly List<SourceType> _types = [];
    private readonly Stack<SourceType?> _blocks = new();
    private string _namespace = "";
    private int _line = 1;

    private SourceText(string file, string text)
    {
        _file = file;
        _text = CSharpMask.Blank(text);
    }

    public static IReadOnlyList<SourceType> Types(string file, string text)
    {
        var source = new SourceText(file, text);
        try
        {
            source.Read();
        }
        catch (RegexMatchTimeoutException)
        {
            // No declaration takes so long; what was found until then is kept.
        }

        return source._types;
    }

    // What stands between two of ; { } at the level of a namespace or type is the head of a declaration.
    private void Read()
    {
        var start = 0;
        var line = 1;
        var depth = 0;
        for (var i = 0; i < _text.Length; i++)
        {
            var character = _text[i];
            if (character == '\n') _line++;
            if (character is '(' or '[') depth++;
            if (character is ')' or ']') depth--;
            if (depth > 0 || character is not (';' or '{' or '}')) continue;
            if (IsDeclarative) Head(_text[start..Math.Min(i, start + MaxHead)], line, character);
            else if (character == '{') _blocks.Push(null);
            if (character == '}') _blocks.TryPop(out _);
            start = i + 1;
            line = _line;
        }
    }

    // Inside a method the innermost block is no type; outside of all there is none.
    private bool IsDeclarative => !_blocks.TryPeek(out var block) || block is not null;

    private void Head(string head, int line, char end)
    {
        var type = TypeHead().Match(head);
        var space = NamespaceHead().Match(head);
        if (space.Success && end != '}')
        {
            // Nested namespaces are as rare as they are harmless here: the last one counts.
            _namespace = space.Groups["name"].Value;
            if (end == '{') _blocks.Push(new SourceType(_file, _namespace, "", 0, []));
        }
        else if (type.Success && end != '}')
        {
            var bases = BaseName().Matches(head[(type.Index + type.Length)..]).Select(match => match.Groups["name"].Value);
            var found = new SourceType(
                _file, _namespace, type.Groups["name"].Value, LineOf(head, type.Groups["name"].Index, line), [.. bases]);
            _types.Add(found);
            if (end == '{') _blocks.Push(found);
        }
        else
        {
            if (end != '}') Method(head, line);
            if (end == '{') _blocks.Push(null);
        }
    }

    private void Method(string head, int line)
    {
        if (!_blocks.TryPeek(out var type) || type is not { Name.Length: > 0 }) return;
        var method = MethodHead().Match(head, AfterAttributes(head));
        if (method.Success) type.Methods.TryAdd(method.Groups["name"].Value, LineOf(head, method.Groups["name"].Index, line));
    }

    private static int AfterAttributes(string head)
    {
        var depth = 0;
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == '[') depth++;
            else if (head[i] == ']') depth--;
            else if (depth == 0 && !char.IsWhiteSpace(head[i])) return i;
        }

        return 0;
    }

    private static int LineOf(string head, int index, int line) => line + head.AsSpan(0, index).Count('\n');

    [GeneratedRegex(@"\bnamespace\s+(?<name>[\w.@]+)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamespaceHead();

    [GeneratedRegex(@"\b(class|struct|record|interface)\s+((class|struct)\s+)?@?(?<name>[\p{L}_]\w*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeHead();

    [GeneratedRegex(@"[:,]\s*([\w]+\s*\.\s*)*(?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BaseName();

    // A name with parameters, after a type, which may be a tuple.
    [GeneratedRegex(@"\G([^=()]|\([^()]*\))*?[\w>\])?*]\s+@?(?<name>[\p{L}_]\w*)\s*(<[\w\s,]*>)?\s*\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MethodHead();
}
