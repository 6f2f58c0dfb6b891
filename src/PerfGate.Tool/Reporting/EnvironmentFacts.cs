using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>Where it was measured, as a reader wants to know it: what differs first, then the facts of the current side.</summary>
internal static class EnvironmentFacts
{
    public static IReadOnlyList<string> Of(EnvironmentComparison environment)
    {
        var current = environment.Current;
        string[] facts =
        [
            Join(current.Name.Length > 0 ? $"environment {current.Name}" : "", current.Cpu, Cores(current)),
            Join(current.OsVersion.Length > 0 ? current.OsVersion : current.OsFamily, current.Architecture),
            Join(current.RuntimeVersion.Length > 0 ? current.RuntimeVersion : current.Runtime, current.Tool, current.Configuration),
        ];
        var known = facts.Where(fact => fact.Length > 0).ToArray();
        return [.. environment.Differences, .. known.Length > 0 ? known : ["nothing is known of it"]];
    }

    private static string Cores(HostEnvironment host) => host.LogicalCores > 0 ? Phrase.Count(host.LogicalCores, "logical core") : "";

    private static string Join(params string[] facts) => string.Join(", ", facts.Where(fact => fact.Length > 0));
}
