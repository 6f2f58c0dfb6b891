namespace PerfGate.Packages.Tests.Sealed;

/// <summary>A git repository with a real BenchmarkDotNet project.</summary>
internal static class BenchmarkProject
{
    // Allocations alone, which are exact: these tests are about the way, and one short launch a side decides.
    private const string Configuration =
        """
        {
          "gate": { "metrics": ["allocated"] },
          "measure": { "launches": 1, "arguments": ["--inProcess", "--warmupCount", "1", "--iterationCount", "3", "--iterationTime", "20"] }
        }
        """;

    public static async Task<Consumer> WriteBenchmarkProjectAsync(this Consumer consumer, string benchmark, string properties = "",
        string items = "")
    {
        consumer.Write(".gitignore", "bin/\nobj/\nlogs/\n").Write("perfgate.json", Configuration);
        consumer.Write("bench/Program.cs",
            "BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Bench.Work).Assembly).Run(args);\n");
        consumer.WriteBenchmark(benchmark).Write(
            "bench/Bench.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="BenchmarkDotNet" Version="0.14.0" />
                {items}
              </ItemGroup>
            </Project>
            """);
        await consumer.CommitAsync();
        return consumer;
    }

    /// <summary>Replaces the only benchmark, which stands in the seventh line.</summary>
    public static Consumer WriteBenchmark(this Consumer consumer, string benchmark) => consumer.Write(
        "bench/Work.cs",
        $$"""
        using BenchmarkDotNet.Attributes;

        namespace Bench;

        public class Work
        {
            [Benchmark] {{benchmark}}
        }
        """);
}
