using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PerfGate.Tool.Tests.GitHub.Server;

/// <summary>What the server does in place of answering a request.</summary>
/// <param name="Method">Which requests, by method.</param>
/// <param name="Path">Which requests, by a part of their path.</param>
/// <param name="Times">How many of them.</param>
/// <param name="Play">What happens.</param>
internal sealed record Fault(string Method, string Path, int Times, Func<HttpContext, Task<FaultAnswer?>> Play)
{
    /// <summary>An error with a message, as GitHub sends them.</summary>
    public static Fault Status(
        string method, string path, HttpStatusCode status, string message, int times = 1, params (string Name, string Value)[] headers) =>
        new(method, path, times, _ => Task.FromResult<FaultAnswer?>(new FaultAnswer((int)status, Error(message), headers)));

    private static JsonObject Error(string message) =>
        new() { ["message"] = message, ["documentation_url"] = "https://docs.github.com/rest" };

    /// <summary>The connection ends without an answer.</summary>
    public static Fault Drop(string method, string path, int times = 1) => new(method, path, times, context =>
    {
        context.Abort();
        return Task.FromResult<FaultAnswer?>(null);
    });

    /// <summary>The request is carried out, but the connection ends before the answer.</summary>
    public static Fault DropAfterwards(string method, string path) => new(method, path, 1, context =>
    {
        context.Items[typeof(Fault)] = true;
        return Task.FromResult<FaultAnswer?>(null);
    });

    /// <summary>The answer does not come while the client waits.</summary>
    public static Fault Hang(string method, string path, int times = 1) => new(method, path, times, async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
        return null;
    });
}

internal sealed record FaultAnswer(int Status, JsonNode? Body, IReadOnlyList<(string Name, string Value)> Headers);

/// <summary>A request that arrived.</summary>
internal sealed record Arrived(string Method, string Path, string Query, string? Authorization, JsonNode? Body)
{
    public override string ToString() => $"{Method} {Path}{Query}";
}
