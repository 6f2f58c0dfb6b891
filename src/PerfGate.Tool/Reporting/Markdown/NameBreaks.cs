using System.Globalization;

namespace PerfGate.Tool.Reporting;

/// <summary>Where a long name may go on in the next line, as it must in a table on a phone.</summary>
internal static class NameBreaks
{
    private const int Longest = 20;

    /// <summary>Pieces of a name that are short or end where a reader would break them; together they are the name.</summary>
    public static IEnumerable<string> Pieces(string name)
    {
        var start = 0;
        while (name.Length - start > Longest)
        {
            var end = End(name, start);
            yield return name[start..end];
            start = end;
        }

        if (start < name.Length) yield return name[start..];
    }

    // The last place that suits, else wherever no character is torn apart.
    private static int End(string name, int start)
    {
        var most = start + Longest;
        for (var end = most; end > start + 1; end--)
        {
            if (IsJoint(name[end - 1], name[end])) return end;
        }

        var at = start;
        int length;
        while (at + (length = StringInfo.GetNextTextElementLength(name, at)) <= most) at += length;
        return at > start ? at : at + length;
    }

    private static bool IsJoint(char before, char after) =>
        before is '.' or ',' or ' ' or '_' || after is '(' or '<' or '+' || (char.IsLower(before) && char.IsUpper(after));
}
