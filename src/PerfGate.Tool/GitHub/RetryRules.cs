using System.Net;
using System.Text;

namespace PerfGate.Tool.GitHub;

/// <summary>
/// Which answers are worth another attempt, and when. A permission that is missing stays missing: that is never tried again.
/// </summary>
internal static class RetryRules
{
    // First wait after a failure of the server or the network; it doubles.
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);

    // First wait after a secondary limit that names no time; it doubles.
    private static readonly TimeSpan SecondaryLimit = TimeSpan.FromMinutes(1);

    // The server's clock is read in whole seconds.
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait before the next attempt; null when there must be none.</summary>
    /// <param name="answer">What came back.</param>
    /// <param name="attempt">Number of attempts before this one.</param>
    /// <param name="now">For an answer that does not say what time it is.</param>
    public static TimeSpan? WaitAfter(Answer answer, int attempt, DateTimeOffset now)
    {
        if (IsLimit(answer)) return WaitForLimit(answer, attempt, answer.Date ?? now);
        if (answer.Failure is not null || (int)answer.Status >= 500)
        {
            return Named(answer, answer.Date ?? now) ?? Backoff * Math.Pow(2, attempt);
        }
        return null;
    }

    /// <summary>Whether a limit was reached, rather than something forbidden.</summary>
    public static bool IsLimit(Answer answer) =>
        answer.Status == HttpStatusCode.TooManyRequests
        || (answer.Status == HttpStatusCode.Forbidden
            && (answer.RetryAfter is not null || answer.Remaining == 0 || NamesSecondaryLimit(answer)));

    private static TimeSpan WaitForLimit(Answer answer, int attempt, DateTimeOffset now)
    {
        if (Named(answer, now) is { } named) return named;
        if (answer is { Remaining: 0, Reset: { } reset }) return NotNegative(reset - now) + Rounding;
        return SecondaryLimit * Math.Pow(2, attempt);
    }

    private static TimeSpan? Named(Answer answer, DateTimeOffset now) => answer.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => NotNegative(date - now),
        _ => null,
    };

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static bool NamesSecondaryLimit(Answer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, 10_000)]);
        return text.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase)
            || text.Contains("abuse detection", StringComparison.OrdinalIgnoreCase);
    }
}
