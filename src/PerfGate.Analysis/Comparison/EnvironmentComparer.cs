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
        foreach (var (was, now) in baseline.KeyFacts.Zip(current.KeyFacts))
        {
            Add(char.ToUpperInvariant(was.Name[0]) + was.Name[1..], was.Value, now.Value);
        }

        Add("Physical cores", Text(baseline.PhysicalCores), Text(current.PhysicalCores));
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

    private static string Text(int cores) => cores.ToString(CultureInfo.InvariantCulture);

    private static string Known(string value) => value is "" or "0" ? "unknown" : value;
}
