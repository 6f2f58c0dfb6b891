using System.Security.Cryptography;
using System.Text;

namespace PerfGate.Tool.Reporting;

/// <summary>The hidden lines by which a comment is found again.</summary>
internal static class CommentMarker
{
    private const string RunStart = "<!-- perfgate:run:";
    private const string StateStart = "<!-- perfgate:state:";
    private const string End = " -->";

    /// <summary>The first line of every comment with this key; no other comment starts with it.</summary>
    public static string Of(string key) => $"<!-- perfgate:v1:{Distinct(key)}{End}";

    /// <summary>The last line, which tells the next run what it updates.</summary>
    public static string OfState(string state) => $"{StateStart}{state}{End}";

    public static string OfRun(string runId) => $"{RunStart}{Plain(runId)}{End}";

    /// <summary>The run that wrote a comment; null when it does not say.</summary>
    public static string? RunOf(string body) => ValueAt(body, body.IndexOf(RunStart, StringComparison.Ordinal), RunStart);

    /// <summary>The state that a comment was left in; null when it does not say.</summary>
    public static string? StateOf(string body) => ValueAt(body, body.LastIndexOf(StateStart, StringComparison.Ordinal), StateStart);

    private static string? ValueAt(string body, int at, string start)
    {
        if (at < 0) return null;
        at += start.Length;
        var end = body.IndexOf(End, at, StringComparison.Ordinal);
        return end < 0 ? null : body[at..end];
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
