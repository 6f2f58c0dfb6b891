using System.Globalization;
using PerfGate.Tool.GitHub;

namespace PerfGate.Tool.Publishing;

/// <summary>Addresses of GitHub's pages, made of what GitHub Actions says of itself.</summary>
internal static class Links
{
    /// <summary>The page of a run; null when it is not known.</summary>
    public static Uri? Run(IReadOnlyDictionary<string, string> variables, RunIdentity? run)
    {
        if (run is null || !variables.TryGetValue("GITHUB_SERVER_URL", out var server) || !variables.TryGetValue("GITHUB_REPOSITORY", out var name)) return null;
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || RepositoryName.Parse(name) is not { } repository) return null;
        return new Uri(address, string.Create(CultureInfo.InvariantCulture, $"/{repository}/actions/runs/{run.Id}/attempts/{run.Attempt}"));
    }
}
