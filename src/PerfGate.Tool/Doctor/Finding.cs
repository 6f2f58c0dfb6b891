using System.Text.Json.Nodes;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Doctor;

/// <summary>What a finding means for whoever wants to measure here.</summary>
internal enum Mark
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It can be measured, but better where this is changed; also where the system does not tell.</summary>
    Note,

    /// <summary>It cannot be measured, or the result could not be trusted.</summary>
    Problem,
}

/// <summary>What a finding is about; the order is that of the report.</summary>
internal enum Area
{
    Machine,
    Runtime,
    Disk,
    Git,
    Suites,
    SelfTest,
}

/// <summary>One fact about this machine or this repository.</summary>
/// <param name="Area">What it is about.</param>
/// <param name="Name">Stable name within the area.</param>
/// <param name="Mark">What it means.</param>
/// <param name="Fact">The fact, as one sentence without a full stop.</param>
/// <param name="Next">What to do, as a sentence; null where there is nothing to do.</param>
/// <param name="Code">The error code of a problem.</param>
internal sealed record Finding(Area Area, string Name, Mark Mark, string Fact, string? Next = null, ErrorCode? Code = null)
{
    /// <summary>The fact's numbers and names for programs.</summary>
    public JsonObject Values { get; init; } = [];

    /// <summary>A problem, as its error tells it.</summary>
    public static Finding Of(Area area, string name, PerfGateException error) => new(
        area,
        name,
        Mark.Problem,
        $"{(error.Origin is null ? "" : error.Origin + ": ")}{error.Message.TrimEnd('.')}",
        error.Next,
        error.Code);
}
