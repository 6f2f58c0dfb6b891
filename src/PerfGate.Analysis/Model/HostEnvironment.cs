using System.Collections.Immutable;
using System.Globalization;

namespace PerfGate.Analysis.Model;

/// <summary>Where a result set was measured. An empty string or zero means that the source does not say.</summary>
/// <param name="OsFamily"><c>linux</c>, <c>windows</c> or <c>macos</c>.</param>
/// <param name="OsVersion">Operating system as its source names it.</param>
/// <param name="Architecture">Process architecture in lower case, for example <c>x64</c>.</param>
/// <param name="Cpu">Processor model.</param>
/// <param name="LogicalCores">Number of logical cores.</param>
/// <param name="PhysicalCores">Number of physical cores.</param>
/// <param name="Runtime">Runtime with major and minor version, for example <c>.NET 10.0</c>.</param>
/// <param name="RuntimeVersion">Runtime as its source names it, down to the build.</param>
/// <param name="Tool">Measuring tool and version, for example <c>BenchmarkDotNet 0.14.0</c>.</param>
/// <param name="Configuration">Build configuration, for example <c>RELEASE</c>.</param>
/// <param name="Name">Name that the user gave to the environment, for example <c>nightly</c>.</param>
public sealed record HostEnvironment(
    string OsFamily = "",
    string OsVersion = "",
    string Architecture = "",
    string Cpu = "",
    int LogicalCores = 0,
    int PhysicalCores = 0,
    string Runtime = "",
    string RuntimeVersion = "",
    string Tool = "",
    string Configuration = "",
    string Name = "")
{
    /// <summary>
    /// What environments have in common whose times may be compared. Finer facts are left out on purpose: the clock speed would separate
    /// runners that are the same.
    /// </summary>
    public ImmutableArray<EnvironmentFact> KeyFacts =>
    [
        new("environment name", Name),
        new("operating system", OsFamily),
        new("architecture", Architecture),
        new("processor", Cpu),
        new("number of cores", LogicalCores.ToString(CultureInfo.InvariantCulture)),
        new("runtime", Runtime),
    ];

    /// <summary>The values of <see cref="KeyFacts"/> as one text, which is equal where the times may be compared.</summary>
    public string Key => string.Join('|', KeyFacts.Select(static fact => fact.Value));
}
