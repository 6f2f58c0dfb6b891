using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Says what differs between two environments, what decides about comparability first.</summary>
internal static class EnvironmentComparer
{
    public static EnvironmentComparison Compare(HostEnvironment baseline, HostEnvironment current)
    {
        var differences = ImmutableArray.CreateBuilder<string>();
        Add("Environment", baseline.Name, current.Name);
        Add("Operating system", baseline.OsFamily, current.OsFamily);
        Add("Architecture", baseline.Architecture, current.Architecture);
        Add("CPU", baseline.Cpu, current.Cpu);
        Add("Logical cores", Count(baseline.LogicalCores), Count(current.LogicalCores));
        Add("Runtime", baseline.Runtime, current.Runtime);
        Add("Physical cores", Count(baseline.PhysicalCores), Count(current.PhysicalCores));
        Add("Configuration", baseline.Configuration, current.Configuration);
        Add("Operating system version", baseline.OsVersion, current.OsVersion);
        Add("Runtime build", baseline.RuntimeVersion, current.RuntimeVersion);
        Add("Tool", baseline.Tool, current.Tool);
        var comparable = string.Equals(baseline.Key, current.Key, StringComparison.Ordinal);
        return new EnvironmentComparison(baseline, current, comparable, differences.ToImmutable());

        void Add(string fact, string was, string now)
        {
            if (!string.Equals(was, now, StringComparison.Ordinal)) differences.Add($"{fact}: {Known(was)} → {Known(now)}");
        }
    }

    private static string Count(int cores) => cores == 0 ? "" : cores.ToString(CultureInfo.InvariantCulture);

    private static string Known(string value) => value.Length == 0 ? "unknown" : value;
}
