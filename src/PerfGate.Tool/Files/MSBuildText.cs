using System.Security;

namespace PerfGate.Tool.Files;

/// <summary>Texts in project files that are written here.</summary>
internal static class MSBuildText
{
    /// <summary>
    /// A text that stays as it is: without what MSBuild would expand or split, and then without what XML would take for its own.
    /// </summary>
    public static string Escape(string text) => SecurityElement.Escape(text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("$", "%24", StringComparison.Ordinal)
        .Replace("@", "%40", StringComparison.Ordinal)
        .Replace("*", "%2A", StringComparison.Ordinal)
        .Replace("?", "%3F", StringComparison.Ordinal));
}
