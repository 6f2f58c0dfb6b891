using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>Reads BenchmarkDotNet's JSON.</summary>
internal static class BenchmarkDotNetJson
{
    private static readonly PropertyNames RootNames = new("Title", "HostEnvironmentInfo", "Benchmarks");

    private static readonly PropertyNames HostNames = new(
        "BenchmarkDotNetVersion", "OsVersion", "ProcessorName", "PhysicalCoreCount", "LogicalCoreCount", "RuntimeVersion", "Architecture",
        "HasAttachedDebugger", "Configuration");

    public static BenchmarkDotNetExport Parse(ref JsonCursor json)
    {
        var title = "";
        var environment = new HostEnvironment();
        var warnings = ImmutableArray.CreateBuilder<string>();
        List<BenchmarkDotNetEntry>? entries = null;
        uint seen = 0;
        json.EnterObject("BenchmarkDotNet export");
        while (json.NextProperty(RootNames, ref seen, out var name))
        {
            switch (name)
            {
                case "Title":
                    title = json.Text() ?? "";
                    break;
                case "HostEnvironmentInfo":
                    environment = ReadHost(ref json, warnings);
                    break;
                default:
                    entries = ReadEntries(ref json);
                    break;
            }
        }

        if (entries is null) throw json.Refuse("The export has no \"Benchmarks\"; an array of benchmarks was expected.");
        if (environment == new HostEnvironment()) warnings.Add("An export does not say where its benchmarks were measured.");
        return new BenchmarkDotNetExport(
            title,
            new ResultSet(
                new Provenance(),
                environment,
                [.. entries.Select(entry => entry.ToResult(environment.Runtime))],
                warnings.ToImmutable()),
            [.. entries.Select(entry => entry.OriginalValues)],
            entries.Exists(entry => entry.Launches.Count > 0));
    }

    private static List<BenchmarkDotNetEntry> ReadEntries(ref JsonCursor json)
    {
        var entries = new List<BenchmarkDotNetEntry>();
        if (!json.EnterArray("\"Benchmarks\"")) throw json.Refuse("\"Benchmarks\": an array was expected here.");
        while (json.NextItem()) entries.Add(BenchmarkDotNetEntry.Read(ref json));
        return entries;
    }

    private static HostEnvironment ReadHost(ref JsonCursor json, ImmutableArray<string>.Builder warnings)
    {
        var host = new HostEnvironment();
        uint seen = 0;
        if (!json.EnterObject("\"HostEnvironmentInfo\"")) return host;
        while (json.NextProperty(HostNames, ref seen, out var name))
        {
            switch (name)
            {
                case "PhysicalCoreCount":
                    host = host with { PhysicalCores = json.Count() };
                    break;
                case "LogicalCoreCount":
                    host = host with { LogicalCores = json.Count() };
                    break;
                case "HasAttachedDebugger":
                    if (json.Flag())
                    {
                        warnings.Add("The benchmarks were measured with a debugger attached: their times are not those of the program.");
                    }

                    break;
                default:
                    host = With(host, name, json.Text() ?? "");
                    break;
            }
        }

        if (string.Equals(host.Configuration, "DEBUG", StringComparison.OrdinalIgnoreCase))
        {
            warnings.Add("The benchmarks were measured in a Debug build: their times are not those of the program.");
        }

        return host;
    }

    private static HostEnvironment With(HostEnvironment host, string name, string text) => name switch
    {
        "BenchmarkDotNetVersion" => host with { Tool = $"BenchmarkDotNet {text}" },
        "OsVersion" => host with { OsVersion = text, OsFamily = BenchmarkDotNetHost.OsFamily(text) },
        "ProcessorName" => host with { Cpu = BenchmarkDotNetHost.Cpu(text) },
        "RuntimeVersion" => host with { RuntimeVersion = text, Runtime = BenchmarkDotNetHost.Runtime(text) },
        "Architecture" => host with { Architecture = text.ToLowerInvariant() },
        _ => host with { Configuration = text },
    };
}
