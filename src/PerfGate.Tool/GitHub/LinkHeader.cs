using System.Text.RegularExpressions;

namespace PerfGate.Tool.GitHub;

/// <summary>Where the next page is. Addresses of pages are GitHub's own affair: they are followed, never built.</summary>
internal static partial class LinkHeader
{
    public static Uri? Next(string? header)
    {
        foreach (Match link in Links().Matches(header ?? ""))
        {
            var isNext = link.Groups["rel"].Value.Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase);
            if (isNext && Uri.TryCreate(link.Groups["address"].Value, UriKind.Absolute, out var address)) return address;
        }

        return null;
    }

    [GeneratedRegex(
        """<(?<address>[^>]*)>\s*;[^,<]*?\brel="?(?<rel>[^",;]*)"?""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
