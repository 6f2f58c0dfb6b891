namespace PerfGate.Tool.Publishing;

/// <summary>
/// Which of a pull request's comments it is: a repository can have several configurations, and a matrix several environments.
/// </summary>
internal static class CommentKey
{
    public const string Default = "default";

    /// <param name="named">What the user chose; null for nothing.</param>
    /// <param name="repository">Top folder of the repository; null when it is not known.</param>
    /// <param name="folder">Folder of the configuration.</param>
    /// <param name="environment">Name of the environment; may be empty.</param>
    public static string Of(string? named, string? repository, string folder, string environment)
    {
        if (!string.IsNullOrWhiteSpace(named)) return named.Trim();
        var relative = repository is null ? "." : Path.GetRelativePath(repository, folder).Replace('\\', '/');
        var isBelow = relative != "." && !relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        var parts = new[] { isBelow ? relative : "", environment }.Where(part => part.Length > 0).ToArray();
        return parts.Length == 0 ? Default : string.Join('/', parts);
    }
}
