using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.GitHub;

/// <summary>Answers that are no success, as errors that say what to do.</summary>
internal static class Refusal
{
    private const string Origin = "GitHub";

    public static PerfGateException Of(Request request, Answer answer)
    {
        if (answer.Failure is { } failure)
        {
            return Error(ErrorCode.GitHubUnreachable, request, $"cannot be reached: {SafeText.Sentence(failure)}", Again);
        }
        if (RetryRules.IsLimit(answer))
        {
            return Error(ErrorCode.GitHubLimit, request, $"asks to wait longer than a report is worth{Said(answer)}", Again);
        }
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized => Error(
                ErrorCode.GitHubTokenRefused,
                request,
                $"does not know the token{Said(answer)}",
                "Check GITHUB_TOKEN or PERFGATE_GITHUB_TOKEN: it may have expired."),
            HttpStatusCode.Forbidden =>
                Error(ErrorCode.GitHubPermissionMissing, request, $"does not allow the token to do that{Said(answer)}", Permission(answer)),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => Error(
                ErrorCode.GitHubNotFound,
                request,
                $"has no such thing, or hides it from this token{Said(answer)}",
                "Check GITHUB_REPOSITORY and the token's permissions."),
            >= HttpStatusCode.InternalServerError => Error(ErrorCode.GitHubUnreachable, request, $"is in trouble{Said(answer)}", Again),
            _ => Error(
                ErrorCode.GitHubRefused,
                request,
                $"refuses the request{Said(answer)}",
                "Run again with --verbosity diagnostic and report what it prints."),
        };
    }

    public static PerfGateException Redirected(Request request, Answer answer) => Error(
        ErrorCode.GitHubAnswerUnusable,
        request,
        $"redirects to {Host(answer.Location)}, where the token must not go",
        "Check GITHUB_API_URL; after a repository was renamed or moved, use its new name.");

    public static PerfGateException TooLarge(Request request) =>
        Error(ErrorCode.GitHubAnswerUnusable, request, "sends more than is reasonable", next: null);

    public static PerfGateException NotUnderstood(Request request, Exception cause) =>
        Error(
            ErrorCode.GitHubAnswerUnusable,
            request,
            "sends what is not understood",
            "Check that GITHUB_API_URL is the address of GitHub's API.",
            cause);

    private const string Again = "Run the job again later.";

    private static PerfGateException Error(ErrorCode code, Request request, string text, string? next, Exception? cause = null) =>
        new(code, Origin, $"{text} ({request})", next, cause);

    private static string Host(Uri? location) => location is null ? "nowhere" : SafeText.Clean(location.Host, 100);

    private static string Permission(Answer answer) => answer.AcceptedPermissions is { Length: > 0 } accepted
        ? $"The job needs one of these under 'permissions': {SafeText.Clean(accepted, 200)}."
        : "Look at 'permissions' of the job: a comment needs pull-requests: write, a check run checks: write, "
            + "a commit status statuses: write.";

    // GitHub's own words help; they are still somebody else's text.
    private static string Said(Answer answer)
    {
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        try
        {
            var error = JsonSerializer.Deserialize(answer.Body.Span, GitHubJson.Default.ErrorAnswer);
            var texts = new[] { error?.Message }.Concat((error?.Errors ?? []).Select(Text)).Where(text => !string.IsNullOrWhiteSpace(text));
            return $": {status} {SafeText.Clean(string.Join("; ", texts), 300)}".TrimEnd();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is no Unicode.
            return $": {status} {SafeText.Clean(Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, 300)]), 100)}"
                .TrimEnd();
        }
    }

    private static string? Text(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString(),
        JsonValueKind.Object when Member(error, "message") is { } message => message,
        JsonValueKind.Object => Member(error, "code"),
        _ => null,
    };

    private static string? Member(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
