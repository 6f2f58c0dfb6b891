namespace PerfGate.Tool.GitHub;

/// <summary>What the client asks for.</summary>
/// <param name="Method">GET is read, everything else is a write.</param>
/// <param name="Address">Absolute address.</param>
/// <param name="Body">JSON; null without one.</param>
internal sealed record Request(HttpMethod Method, Uri Address, byte[]? Body = null)
{
    /// <summary>Largest answer that is read.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whether a redirection is what the caller wants to know.</summary>
    public bool ReturnsRedirection { get; init; }

    /// <summary>Sent without the token: to wherever GitHub keeps its files.</summary>
    public bool IsAnonymous { get; init; }

    public bool IsWrite => Method != HttpMethod.Get;

    /// <summary>For messages: without the query, which may hold a signature.</summary>
    public override string ToString() => $"{Method} {Address.GetLeftPart(UriPartial.Path)}";
}
