using System.Text.Json.Nodes;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Suites.Building;

namespace PerfGate.Tool.Doctor;

/// <summary>The SDK that builds here, and what the environment tells every .NET process that is started.</summary>
internal static class RuntimeFacts
{
    // Without the prefix, which is DOTNET_ or the older COMPlus_; the runtime does not care about case.
    private static readonly string[] Tiering =
    [
        "TieredCompilation", "TieredPGO", "TC_QuickJit", "TC_QuickJitForLoops", "TC_OnStackReplacement", "TC_AggressiveTiering",
        "OSR_HitLimit", "ReadyToRun", "JITMinOpts", "JitStress",
    ];

    private static readonly string[] Debugging =
    [
        "EnableEventPipe", "DiagnosticPorts", "gcTrace", "JitDisasm", "JitStdOutFile",
        "EnableAVX2", "EnableAVX", "EnableHWIntrinsic", "EnableAVX512F",
    ];

    /// <summary>The SDK that the folder's global.json asks for, as far as it is installed.</summary>
    public static async Task<Finding> SdkAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var output = await DotNetCommand.RunAsync(["--version"], folder, onLine: null, cancellationToken);
            var version = SafeText.Clean(output.Text.Trim(), 40);
            return output.ExitCode == 0 && version.Length > 0
                ? new Finding(Area.Runtime, "sdk", Mark.Ok, $"SDK {version}") { Values = new JsonObject { ["version"] = version } }
                : Missing("the SDK that global.json asks for is not installed");
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.SdkNotFound)
        {
            return Missing(problem.Message.TrimEnd('.'));
        }

        static Finding Missing(string why) => new(
            Area.Runtime,
            "sdk",
            Mark.Problem,
            why,
            "Install it, or put it on the PATH; 'dotnet --list-sdks' shows what there is.",
            ErrorCode.SdkNotFound);
    }

    /// <summary>Settings of the surrounding shell or CI job, which every benchmark inherits.</summary>
    public static IEnumerable<Finding> Settings(IReadOnlyDictionary<string, string> variables)
    {
        var set = variables.Where(variable => Bare(variable.Key).Length > 0)
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .ToList();
        yield return Of("tiering", "nothing in the environment changes how code is compiled", name => IsOneOf(Tiering, name),
            "Unset them for the gate: another program is measured than the one that your users run.");
        yield return Of("gc", "nothing in the environment changes the garbage collector", name =>
            name.StartsWith("GC", StringComparison.OrdinalIgnoreCase) && !IsOneOf(Debugging, name),
            "Set them in the benchmark project instead, where they are the same for everybody.");
        yield return Of("tools", "nothing in the environment traces or limits the runtime", name => IsOneOf(Debugging, name),
            "Unset them for the gate: they slow down or change what is measured.");

        Finding Of(string name, string none, Func<string, bool> belongs, string next)
        {
            var found = set.Where(variable => belongs(Bare(variable.Key))).ToList();
            var values = new JsonObject(found.Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value)));
            if (found.Count == 0) return new Finding(Area.Runtime, name, Mark.Ok, none) { Values = values };
            var fact = string.Join(", ", found.Select(variable => SafeText.Sentence($"{variable.Key}={variable.Value}")));
            return new Finding(Area.Runtime, name, Mark.Note, fact, next) { Values = values };
        }
    }

    private static bool IsOneOf(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Bare(string name)
    {
        string[] prefixes = ["DOTNET_", "COMPlus_"];
        var prefix = Array.Find(prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return prefix is null ? "" : name[prefix.Length..];
    }
}
