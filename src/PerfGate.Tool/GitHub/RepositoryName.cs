namespace PerfGate.Tool.GitHub;

/// <summary>Which repository: <c>owner/name</c>.</summary>
internal sealed record RepositoryName(string Owner, string Name)
{
    public static RepositoryName? Parse(string? text)
    {
        var parts = (text ?? "").Split('/');
        return parts is [{ Length: > 0 } owner, { Length: > 0 } name] && IsName(owner) && IsName(name)
            ? new RepositoryName(owner, name)
            : null;
    }

    public override string ToString() => $"{Owner}/{Name}";

    // Dots alone would be steps in a path.
    private static bool IsName(string text) =>
        text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            && text.Any(character => character != '.');
}
