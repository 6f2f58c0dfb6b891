using PerfGate.Analysis.Model;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>Results that do not say which suite they are of, as exports of BenchmarkDotNet: they are of the project that was named.</summary>
internal static class UnnamedResults
{
    /// <summary>The suite that such results are of: the only project that was named. Null where none or several were, or it is not here.</summary>
    public static string? SuiteOf(Settings settings)
    {
        if (settings.Projects is not [var path]) return null;
        try
        {
            return SuiteDiscovery.Locate([path], settings.ConfigurationFolder) is [var project] ? project.Name : null;
        }
        catch (PerfGateException)
        {
            // Results can be judged where the sources are not.
            return null;
        }
    }

    /// <summary>The results with a suite for what has none.</summary>
    public static ResultSet Named(ResultSet results, string? suite) => suite is null ? results : results with
    {
        Benchmarks = [.. results.Benchmarks.Select(benchmark => benchmark.Suite.Length > 0 ? benchmark : benchmark with { Suite = suite })],
    };
}
