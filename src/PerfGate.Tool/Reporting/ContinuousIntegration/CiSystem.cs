namespace PerfGate.Tool.Reporting;

/// <summary>A CI system that output is made for.</summary>
internal enum CiSystem
{
    None,
    GitHubActions,
    AzurePipelines,
    GitLab,
    TeamCity,
}

internal static class CiSystems
{
    /// <summary>Which one this runs in, as it says itself in the environment.</summary>
    public static CiSystem Of(IReadOnlyDictionary<string, string> environment)
    {
        bool Says(string name) => Host.Says(environment, name);

        return Says("GITHUB_ACTIONS") ? CiSystem.GitHubActions
            : Says("TF_BUILD") ? CiSystem.AzurePipelines
            : Says("GITLAB_CI") ? CiSystem.GitLab
            : Says("TEAMCITY_VERSION") ? CiSystem.TeamCity
            : CiSystem.None;
    }
}
