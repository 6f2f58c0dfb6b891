using System.Globalization;
using PerfGate.Tool.GitHub;

namespace PerfGate.Tool.Publishing;

/// <summary>Addresses of GitHub's pages, made of what GitHub Actions says of itself.</summary>
internal static class Links
{
    /// <summary>The page of a run; null when it is not known.</summary>
    public static Uri? Run(IReadOnlyDictionary<string, string> variables, RunIdentity? run)
    {
        var isKnown = Uri.TryCreate(Host.Variable(variables, "GITHUB_SERVER_URL"), UriKind.Absolute, out var server);
        if (run is null || !isKnown || server!.Scheme is not ("http" or "https")) return null;
        if (RepositoryName.Parse(Host.Variable(variables, "GITHUB_REPOSITORY")) is not { } repository) return null;
        return new Uri(server, string.Create(CultureInfo.InvariantCulture, $"/{repository}/actions/runs/{run.Id}/attempts/{run.Attempt}"));
    }
}
