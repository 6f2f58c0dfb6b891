using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PerfGate.Tool.Tests.GitHub.Server;

/// <summary>
/// A GitHub on this machine, over real sockets: two origins, of which one is the API and the other the storage of files. Each request and
/// answer of the API is held against GitHub's description.
/// </summary>
internal sealed class LocalGitHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _basePath;
    private readonly List<Fault> _faults = [];
    private readonly ConcurrentQueue<Arrived> _arrived = new();
    private readonly ConcurrentQueue<string> _problems = new();

    private LocalGitHub(string basePath)
    {
        _basePath = basePath;
        Data = new RepositoryData(Description);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 10_000_000)
            .UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async context =>
        {
            try
            {
                await HandleAsync(context);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // A failure that no test asked for would look like one of GitHub's.
                _problems.Enqueue(problem.ToString());
                throw;
            }
        });
    }

    public ApiDescription Description { get; } = new();

    public RepositoryData Data { get; }

    /// <summary>Token that the API takes.</summary>
    public string Token { get; init; } = "ghs_0123456789abcdefTESTTOKEN";

    public Uri Api => new(_app.Urls.First() + _basePath);

    public Uri Storage => new(_app.Urls.Last());

    /// <summary>Everything that arrived, at both origins.</summary>
    public IReadOnlyList<Arrived> Arrived => [.. _arrived];

    public IEnumerable<Arrived> Writes => Arrived.Where(request => request.Method != "GET");

    /// <summary>Requests and answers that GitHub's description does not know.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Called before a request is answered.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<LocalGitHub> StartAsync(string basePath = "")
    {
        var server = new LocalGitHub(basePath);
        await server._app.StartAsync();
        return server;
    }

    public void Add(Fault fault)
    {
        lock (_faults) _faults.Add(fault);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var body = request.ContentLength > 0 ? await JsonNode.ParseAsync(request.Body) : null;
        var path = request.Path.Value!;
        _arrived.Enqueue(new Arrived(request.Method, path, request.QueryString.Value ?? "", request.Headers.Authorization, body));
        if (context.Connection.LocalPort == Storage.Port)
        {
            await StoreAsync(context);
            return;
        }

        var operation = path.StartsWith(_basePath, StringComparison.Ordinal)
            ? Description.Find(request.Method, path[_basePath.Length..])
            : null;
        if (operation is null)
        {
            _problems.Enqueue($"{request.Method} {path} is no operation");
            context.Response.StatusCode = 404;
            return;
        }

        var query = request.Query.Select(value => KeyValuePair.Create(value.Key, value.Value.ToString()));
        foreach (var problem in ApiDescription.RequestProblems(operation, query, request.ContentType, body)) _problems.Enqueue(problem);
        if (request.Headers.UserAgent.Count == 0) _problems.Enqueue("GitHub refuses requests without a user agent");
        await Before($"{request.Method} {operation.Id}");
        var answer = await PlayAsync(context, operation, body);
        if (answer is null) return;
        foreach (var problem in Description.ResponseProblems(operation, answer.Status, answer.Body)) _problems.Enqueue(problem);
        await SendAsync(context, answer);
    }

    private async Task<FaultAnswer?> PlayAsync(HttpContext context, ApiOperation operation, JsonNode? body)
    {
        if (Next(context.Request) is { } fault)
        {
            var played = await fault.Play(context);
            if (!context.Items.ContainsKey(typeof(Fault))) return played;
            Data.Answer(operation, context.Request, body, Api, Storage);
            context.Abort();
            return null;
        }

        return context.Request.Headers.Authorization == $"Bearer {Token}"
            ? Data.Answer(operation, context.Request, body, Api, Storage)
            : new FaultAnswer(401, new JsonObject { ["message"] = "Bad credentials" }, []);
    }

    private Fault? Next(HttpRequest request)
    {
        lock (_faults)
        {
            var path = request.Path.Value!;
            var index = _faults.FindIndex(fault =>
                fault.Times > 0 && fault.Method == request.Method && path.Contains(fault.Path, StringComparison.Ordinal));
            if (index < 0) return null;
            var fault = _faults[index];
            _faults[index] = fault with { Times = fault.Times - 1 };
            return fault;
        }
    }

    private async Task StoreAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0) _problems.Enqueue("the token left its origin");
        if (Data.Files.TryGetValue(context.Request.Path.Value!, out var file)) await context.Response.Body.WriteAsync(file);
        else context.Response.StatusCode = 404;
    }

    private static async Task SendAsync(HttpContext context, FaultAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.Body is null) return;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.Body.ToJsonString());
    }
}
