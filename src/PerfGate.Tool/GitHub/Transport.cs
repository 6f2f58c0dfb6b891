using System.Net.Http.Headers;
using PerfGate.Tool.Errors;
using Polly;
using Polly.Retry;

namespace PerfGate.Tool.GitHub;

/// <summary>Sends one request after the other, no faster than GitHub wants it, and again where that helps.</summary>
internal sealed class Transport : IDisposable
{
    private const int MostRedirections = 3;

    // Least time from one write to the next, as GitHub asks.
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1);

    private readonly GitHubConnection _connection;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<Answer> _pipeline;
    private readonly SemaphoreSlim _turn = new(1);
    private long? _lastWrite;
    private TimeSpan _patience;

    public Transport(GitHubConnection connection, TimeProvider clock)
    {
        _connection = connection;
        _clock = clock;
        _patience = connection.Patience;
        var handler = new SocketsHttpHandler
        {
            // A redirection is followed by hand: the token must not go along to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // Plain http to this machine itself stays on it.
            UseProxy = !connection.Api.IsLoopback,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("perfgate", Version()));
        _pipeline = new ResiliencePipelineBuilder<Answer> { TimeProvider = clock }
            .AddRetry(Retries())
            .Build();
    }

    /// <summary>The answer to a request, whatever it is; redirections within the API are followed.</summary>
    /// <exception cref="PerfGateException">A redirection leads to another host, or round in circles.</exception>
    public async Task<Answer> SendAsync(Request request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var answer = await AttemptsAsync(request, cancellationToken);
            for (var hop = 0; answer.IsRedirection && !request.ReturnsRedirection; hop++)
            {
                if (hop == MostRedirections || request.IsAnonymous || answer.Location is not { } location || !_connection.IsOwn(location))
                {
                    throw Refusal.Redirected(request, answer);
                }
                request = request with { Address = location };
                answer = await AttemptsAsync(request, cancellationToken);
            }

            return answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }

    private RetryStrategyOptions<Answer> Retries() => new()
    {
        MaxRetryAttempts = _connection.Retries,
        MaxDelay = _connection.Patience,
        ShouldHandle = arguments =>
            ValueTask.FromResult(Wait(arguments.Outcome.Result, arguments.AttemptNumber) is { } wait && wait <= _patience),
        DelayGenerator = arguments => ValueTask.FromResult(Wait(arguments.Outcome.Result, arguments.AttemptNumber)),
        OnRetry = arguments =>
        {
            _patience -= arguments.RetryDelay;
            return ValueTask.CompletedTask;
        },
    };

    private async Task<Answer> AttemptsAsync(Request request, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await AttemptAsync(request, token), cancellationToken);

    private async Task<Answer> AttemptAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.IsWrite) await SpaceWritesAsync(cancellationToken);

        // What a slow server is given is real time, whatever the clock of this program says.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_connection.Attempt);
        try
        {
            using var message = Message(request);
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await using var content = await response.Content.ReadAsStreamAsync(limit.Token);
            return Answer.Of(
                response, await CappedStream.ReadAsync(content, request.MaxBytes, () => Refusal.TooLarge(request), limit.Token));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return new Answer { Failure = problem.Message };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer { Failure = "no answer in time" };
        }
        finally
        {
            if (request.IsWrite) _lastWrite = _clock.GetTimestamp();
        }
    }

    private HttpRequestMessage Message(Request request)
    {
        var message = new HttpRequestMessage(request.Method, request.Address);
        if (request.IsAnonymous) return message;
        if (!_connection.IsOwn(request.Address)) throw new InvalidOperationException("The token must not leave its origin.");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _connection.Token);
        message.Headers.Accept.ParseAdd("application/vnd.github+json");
        message.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }

        return message;
    }

    private async Task SpaceWritesAsync(CancellationToken cancellationToken)
    {
        if (_lastWrite is not { } last) return;
        var rest = BetweenWrites - _clock.GetElapsedTime(last);
        if (rest > TimeSpan.Zero) await Task.Delay(rest, _clock, cancellationToken);
    }

    private TimeSpan? Wait(Answer? answer, int attempt) =>
        answer is null ? null : RetryRules.WaitAfter(answer, attempt, _clock.GetUtcNow());

    private static string Version() => typeof(Transport).Assembly.GetName().Version?.ToString(3) ?? "0";
}
