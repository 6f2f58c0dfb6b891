using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>Reads what a result set says beside its measurements.</summary>
internal static class ResultSetFacts
{
    private static readonly PropertyNames ProvenanceNames = new("commit", "tree", "ref", "dirty", "time", "runId");
    private static readonly PropertyNames EnvironmentNames = new(
        "name",
        "os",
        "osVersion",
        "architecture",
        "cpu",
        "logicalCores",
        "physicalCores",
        "runtime",
        "runtimeVersion",
        "tool",
        "configuration");

    public static Provenance ReadProvenance(ref JsonCursor json)
    {
        var provenance = new Provenance();
        uint seen = 0;
        if (!json.EnterObject("\"provenance\"")) return provenance;
        while (json.NextProperty(ProvenanceNames, ref seen, out var name))
        {
            provenance = name switch
            {
                "commit" => provenance with { Commit = json.Text() },
                "tree" => provenance with { Tree = json.Text() },
                "ref" => provenance with { Ref = json.Text() },
                "dirty" => provenance with { Dirty = json.Flag() },
                "time" => provenance with { Time = ReadTime(ref json) },
                _ => provenance with { RunId = json.Text() },
            };
        }

        return provenance;
    }

    public static HostEnvironment ReadEnvironment(ref JsonCursor json)
    {
        var environment = new HostEnvironment();
        uint seen = 0;
        if (!json.EnterObject("\"environment\"")) return environment;
        while (json.NextProperty(EnvironmentNames, ref seen, out var name))
        {
            environment = name switch
            {
                "name" => environment with { Name = json.Text() ?? "" },
                "os" => environment with { OsFamily = json.Text() ?? "" },
                "osVersion" => environment with { OsVersion = json.Text() ?? "" },
                "architecture" => environment with { Architecture = json.Text() ?? "" },
                "cpu" => environment with { Cpu = json.Text() ?? "" },
                "logicalCores" => environment with { LogicalCores = json.Count() },
                "physicalCores" => environment with { PhysicalCores = json.Count() },
                "runtime" => environment with { Runtime = json.Text() ?? "" },
                "runtimeVersion" => environment with { RuntimeVersion = json.Text() ?? "" },
                "tool" => environment with { Tool = json.Text() ?? "" },
                _ => environment with { Configuration = json.Text() ?? "" },
            };
        }

        return environment;
    }

    public static ImmutableArray<string> ReadWarnings(ref JsonCursor json)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        if (!json.EnterArray("\"warnings\"")) return [];
        while (json.NextItem()) warnings.Add(json.Text() ?? "");
        return warnings.ToImmutable();
    }

    private static DateTimeOffset? ReadTime(ref JsonCursor json)
    {
        if (json.Text() is not { } text) return null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var time)
            ? time
            : throw json.Refuse("This is no time; one like \"2026-01-31T12:00:00Z\" was expected.");
    }
}
