using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace PerfGate.Tool.GitHub;

/// <summary>What came back: a status with headers and body, or why there is none.</summary>
internal sealed record Answer
{
    /// <summary>Zero when there was no complete answer.</summary>
    public HttpStatusCode Status { get; init; }

    /// <summary>Why there was no complete answer.</summary>
    public string? Failure { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public Uri? Location { get; init; }

    public string? Link { get; init; }

    /// <summary>The server's clock: a runner's own may be wrong.</summary>
    public DateTimeOffset? Date { get; init; }

    public RetryConditionHeaderValue? RetryAfter { get; init; }

    public long? Remaining { get; init; }

    public DateTimeOffset? Reset { get; init; }

    /// <summary>What the token would have to be allowed, as GitHub names it.</summary>
    public string? AcceptedPermissions { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsRedirection => (int)Status is 301 or 302 or 303 or 307 or 308;

    public static Answer Of(HttpResponseMessage response, byte[] body) => new()
    {
        Status = response.StatusCode,
        Body = body,
        // An address that is none is as good as no address.
        Location = Uri.TryCreate(response.RequestMessage!.RequestUri, response.Headers.Location, out var location) ? location : null,
        Link = Header(response, "Link"),
        Date = response.Headers.Date,
        RetryAfter = response.Headers.RetryAfter,
        Remaining = Number(response, "x-ratelimit-remaining"),
        Reset = Number(response, "x-ratelimit-reset") is >= 0 and < 100_000_000_000 and var seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null,
        AcceptedPermissions = Header(response, "X-Accepted-GitHub-Permissions"),
    };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static long? Number(HttpResponseMessage response, string name) =>
        long.TryParse(Header(response, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
