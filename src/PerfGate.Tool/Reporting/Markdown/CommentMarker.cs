using System.Security.Cryptography;
using System.Text;

namespace PerfGate.Tool.Reporting;

/// <summary>The hidden lines by which a comment is found again.</summary>
internal static class CommentMarker
{
    private const string RunStart = "<!-- perfgate:run:";
    private const string End = " -->";

    /// <summary>The first line of every comment with this key; no other comment starts with it.</summary>
    public static string Of(string key) => $"<!-- perfgate:v1:{Distinct(key)}{End}";

    public static string OfRun(string runId) => $"{RunStart}{Plain(runId)}{End}";

    /// <summary>The run that wrote a comment; null when it does not say.</summary>
    public static string? RunOf(string body)
    {
        var start = body.IndexOf(RunStart, StringComparison.Ordinal);
        if (start < 0) return null;
        start += RunStart.Length;
        var end = body.IndexOf(End, start, StringComparison.Ordinal);
        return end < 0 ? null : body[start..end];
    }

    // Two keys that are written alike are still two.
    private static string Distinct(string key)
    {
        var plain = Plain(key);
        return plain == key ? plain : $"{plain}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 6))}";
    }

    // Nothing in a key can end the HTML comment that it stands in.
    private static string Plain(string text) =>
        string.Concat(text.Take(100)
            .Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/' ? character : '_'));
}
