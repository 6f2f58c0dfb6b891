using PerfGate.Tool.Errors;

namespace PerfGate.Tool.GitHub;

/// <summary>Where GitHub's API is, what opens it, and how patient the client is.</summary>
/// <param name="Api">Address of the API without a slash at its end, for example <c>https://api.github.com</c>.</param>
/// <param name="Token">Goes to the origin of <paramref name="Api"/> and nowhere else.</param>
internal sealed record GitHubConnection(Uri Api, string Token)
{
    private const string PublicApi = "https://api.github.com";

    /// <summary>What all waits of a client may take together: a report is not worth an hour of a runner.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest time of one attempt.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(60);

    public int Retries { get; init; } = 4;

    /// <summary>The connection that the environment describes.</summary>
    /// <exception cref="PerfGateException">There is no token, or the address is not one that a token may be sent to.</exception>
    public static GitHubConnection From(IReadOnlyDictionary<string, string> variables)
    {
        var token = Variable("PERFGATE_GITHUB_TOKEN") ?? Variable("GITHUB_TOKEN") ?? throw new PerfGateException(
            ErrorCode.GitHubNotConfigured,
            "GITHUB_TOKEN",
            "there is no token for GitHub",
            "Hand it to the step: env: PERFGATE_GITHUB_TOKEN: ${{ github.token }}");
        if (!token.All(character => character is > ' ' and < '\u007F'))
        {
            throw new PerfGateException(
                ErrorCode.GitHubNotConfigured,
                "GITHUB_TOKEN",
                "the token holds a character that no token has",
                "Check that it was stored as a whole and alone.");
        }

        return new GitHubConnection(Address(Variable("GITHUB_API_URL") ?? PublicApi), token);

        string? Variable(string name) => variables.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Whether an address has the origin that the token belongs to.</summary>
    public bool IsOwn(Uri address) =>
        address.IsAbsoluteUri
            && Uri.Compare(address, Api, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Whether what is sent there can be read by nobody on the way.</summary>
    public static bool IsSecure(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Without the token, which a record would print.</summary>
    public override string ToString() => Api.AbsoluteUri;

    private static Uri Address(string text)
    {
        if (Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var address) && IsSecure(address) && address.UserInfo.Length == 0
            && address.Query.Length == 0 && address.Fragment.Length == 0)
        {
            return address;
        }

        throw new PerfGateException(
            ErrorCode.GitHubNotConfigured,
            "GITHUB_API_URL",
            "the address of GitHub's API must be https (http is taken for a loopback address alone), without user, query or fragment",
            "On GitHub Enterprise it is https://HOST/api/v3.");
    }
}
