using PerfGate.Analysis.Comparison;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class EnvironmentTests
{
    [Fact]
    public void Differences_are_phrases_with_the_coarse_ones_first()
    {
        var other = Machine with { Cpu = "Intel Xeon 8370C", LogicalCores = 0, RuntimeVersion = "10.0.2" };

        var comparison = EnvironmentComparer.Compare(Machine, other);

        comparison.Comparable.ShouldBeFalse();
        comparison.Differences.ShouldBe(
            ["Processor: AMD EPYC 7763 → Intel Xeon 8370C", "Number of cores: 4 → unknown", "Runtime build: 10.0.1 → 10.0.2"]);
    }

    [Fact]
    public void A_newer_tool_keeps_environments_comparable()
    {
        var comparison = EnvironmentComparer.Compare(Machine, Machine with { Tool = "BenchmarkDotNet 0.15.8" });

        comparison.Comparable.ShouldBeTrue();
        comparison.Differences.ShouldHaveSingleItem();
    }
}
