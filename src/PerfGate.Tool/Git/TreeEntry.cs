using System.Text;

namespace PerfGate.Tool.Git;

/// <summary>An entry of a tree.</summary>
/// <param name="Name">Its name, in which bytes that are no UTF-8 are replaced.</param>
/// <param name="Id">The object it points to.</param>
/// <param name="IsTree">Whether that is a tree again.</param>
/// <param name="IsFile">Whether it is an ordinary file: no link, no submodule.</param>
internal sealed record TreeEntry(string Name, string Id, bool IsTree, bool IsFile)
{
    /// <summary>
    /// Reads a tree's content: <c>mode SP name NUL id</c>, again and again. A tree that ends in the middle ends before it.
    /// </summary>
    public static List<TreeEntry> Parse(ReadOnlySpan<byte> content, int idLength)
    {
        var entries = new List<TreeEntry>();
        while (content.IndexOf((byte)' ') is var space and >= 0
            && content.IndexOf((byte)0) is var zero && zero > space && content.Length >= zero + 1 + (idLength / 2))
        {
            var mode = content[..space];
            var id = Convert.ToHexStringLower(content.Slice(zero + 1, idLength / 2));
            entries.Add(new TreeEntry(
                Encoding.UTF8.GetString(content[(space + 1)..zero]), id, mode.SequenceEqual("40000"u8), mode.StartsWith("100"u8)));
            content = content[(zero + 1 + (idLength / 2))..];
        }

        return entries;
    }
}
