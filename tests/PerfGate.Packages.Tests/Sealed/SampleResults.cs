using System.Globalization;

namespace PerfGate.Packages.Tests.Sealed;

/// <summary>Result sets whose verdict is known: allocated bytes are exact.</summary>
internal static class SampleResults
{
    public const int Base = 1000;
    public const int Minor = 1150;
    public const int Major = 1300;
    public const int Critical = 2000;

    public static string Allocating(int bytes, string time = "[500, 501, 502, 503, 504, 505]") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {
          "schema": "perfgate.results/1",
          "environment": { "os": "linux", "architecture": "x64", "cpu": "any", "logicalCores": 2, "runtime": ".NET 10.0" },
          "metrics": {
            "allocated": { "unit": "B", "better": "lower", "kind": "exact" },
            "time": { "unit": "ns", "better": "lower", "kind": "sampled" }
          },
          "benchmarks": [
            { "benchmark": { "namespace": "Shop", "type": "Checkout", "method": "Pay" }, "samples": { "allocated": [[{{bytes}}]], "time": [{{time}}] } }
          ]
        }
        """);

    /// <summary>Times that decide nothing.</summary>
    public static string Noisy() => Allocating(Base, "[100, 900, 350, 2000, 120, 700]");
}
