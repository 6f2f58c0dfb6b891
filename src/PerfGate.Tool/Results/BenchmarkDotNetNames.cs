namespace PerfGate.Tool.Results;

/// <summary>What a BenchmarkDotNet export says of which benchmark an entry is.</summary>
/// <param name="DisplayInfo"><c>Type.MethodTitle: Job [Parameters]</c>; the only place where the job stands.</param>
/// <param name="MethodTitle">The method's name, or its description.</param>
/// <param name="Parameters"><c>A=1&amp;B=2</c>.</param>
/// <param name="FullName">Namespace, outer types, type, method and the parameters' full values.</param>
internal sealed record BenchmarkDotNetNames(
    string DisplayInfo = "",
    string Namespace = "",
    string Type = "",
    string Method = "",
    string MethodTitle = "",
    string Parameters = "",
    string FullName = "")
{
    /// <summary>A copy with one property set, by its name in the JSON.</summary>
    public BenchmarkDotNetNames With(string name, string text) => name switch
    {
        nameof(DisplayInfo) => this with { DisplayInfo = text },
        nameof(Namespace) => this with { Namespace = text },
        nameof(Type) => this with { Type = text },
        nameof(Method) => this with { Method = text },
        nameof(MethodTitle) => this with { MethodTitle = text },
        nameof(Parameters) => this with { Parameters = text },
        nameof(FullName) => this with { FullName = text },
        _ => this,
    };
}
