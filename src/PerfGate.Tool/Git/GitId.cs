namespace PerfGate.Tool.Git;

/// <summary>Ids of objects, as git and those who host its repositories write them.</summary>
internal static class GitId
{
    private const int ShortLength = 10;

    /// <summary>What people read of an id; of one that git did not write whatever there is.</summary>
    public static string Short(string id) => id.Length > ShortLength ? id[..ShortLength] : id;

    /// <summary>
    /// Whether a text is a full id and nothing else: no name, no option, no second line. SHA-256 repositories have longer ones.
    /// </summary>
    public static bool IsFull(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
