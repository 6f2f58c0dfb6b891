using System.Text;

namespace PerfGate.Tool.Reporting;

/// <summary>A head, parts and a foot that fit into a number of bytes; what did not fit is named.</summary>
internal sealed class MarkdownPage(string head, IReadOnlyList<MarkdownPart> parts, string foot)
{
    // Each part gets shorter before any is left out.
    private static readonly int[] Divisors = [2, 4, 8, 0];

    private readonly int[] _limits = [.. parts.Select(part => part.Limit)];

    /// <param name="maxBytes">Most UTF-8 bytes.</param>
    public string Write(int maxBytes)
    {
        var texts = parts.Select(part => part.Write(part.Limit)).ToArray();
        // Counted once and kept, as a page of many parts is cut many times.
        var bytes = Bytes(head) + Bytes(foot) + texts.Sum(text => (long)Bytes(text));
        foreach (var (i, divisor) in Cuts())
        {
            if (bytes + Bytes(Note()) <= maxBytes) break;
            bytes -= Bytes(texts[i]);
            _limits[i] = divisor == 0 ? 0 : Math.Max(1, parts[i].Limit / divisor);
            texts[i] = divisor == 0 ? "" : parts[i].Write(_limits[i]);
            bytes += Bytes(texts[i]);
        }

        return bytes + Bytes(Note()) <= maxBytes ? string.Concat([head, .. texts, Note(), foot]) : Cut(head, maxBytes);
    }

    // What is folded goes first, the least important of it before the rest.
    private IEnumerable<(int Part, int Divisor)> Cuts() =>
        from kind in Enumerable.Range(0, parts.Count).OrderBy(i => parts[i].Rank).GroupBy(i => parts[i].Open).OrderBy(kind => kind.Key)
        from divisor in Divisors
        from i in kind
        select (i, divisor);

    private string Note()
    {
        var dropped = parts.Where((part, i) => _limits[i] == 0).Select(part => part.Name).Distinct(StringComparer.Ordinal).ToArray();
        return dropped.Length == 0 ? ""
            : $"\n<sub>Left out to keep this short: {string.Join(", ", dropped)}. The report has everything.</sub>\n";
    }

    // Entities and tags are ASCII, so a cut between two runes at worst leaves half an entity, which is text.
    private static string Cut(string text, int maxBytes)
    {
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            maxBytes -= rune.Utf8SequenceLength;
            if (maxBytes < 0) break;
            cut.Append(rune.ToString());
        }

        return cut.ToString();
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
